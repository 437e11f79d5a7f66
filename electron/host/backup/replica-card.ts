import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import { nameAtCentral } from '../../../shared/engine/exchange/name-at-central.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import { REPLICA_KINDS } from '../../../shared/model/choices.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';

const FILE = 'replica-card.json';
const cardSchema = z.object({
  organisationId: z.string(),
  /** The name by which central knows this device. */
  replica: z.string(),
  kind: z.enum(REPLICA_KINDS),
  name: z.string(),
  branchId: z.string().nullable(),
  doctorId: z.string().nullable(),
  branchIds: z.array(z.string()).default([]),
  isSample: z.boolean(),
  centralUrl: z.string(),
});

/** What a replica of a central server is. With its device key that is enough to begin it anew. */
export type ReplicaCard = z.infer<typeof cardSchema>;

/** Keeps beside the book what it is at central, for when the book cannot be read any more. */
export function keepReplicaCard(folder: string, seal: TextSeal, book: BookTable): void {
  const card = cardSchema.safeParse({ ...book, replica: nameAtCentral(book) });
  // A book on its own can be begun anew from nowhere.
  if (!card.success) return;
  const known = readReplicaCard(folder, seal);
  if (JSON.stringify(known) === JSON.stringify(card.data)) return;
  writeFileWhole(join(folder, FILE), seal.seal(JSON.stringify(card.data)));
}

/** null if there is none, or another key sealed it. */
export function readReplicaCard(folder: string, seal: TextSeal): ReplicaCard | null {
  try {
    const text = seal.open(fs.readFileSync(join(folder, FILE), 'utf8'));
    return text === null ? null : (cardSchema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}
