import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BackupFacts, backupFactsSchema } from '../../../shared/wire/shell/backup-check.ts';
import { deriveKey } from '../keyring/book-key.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';
import { BackupUnusable } from './backup-unusable.ts';

const NAME = 'manifest.json';
const PIECE_BYTES = 1024 * 1024;

const manifestSchema = z.object({
  format: z.literal(1),
  madeMs: z.int(),
  /** Every file of the backup but this one, with the SHA-256 of its bytes in hex. */
  files: z.record(z.string(), z.string()),
  /** What was found when it was opened and looked into; backups from before that are without. */
  facts: backupFactsSchema.optional(),
  /** HMAC-SHA256 over all of the above with a key of the book's, in base64. */
  proof: z.string(),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

type Listed = Omit<BackupManifest, 'proof'>;

/** Writes down what a backup is, proven by the book's key. */
export function writeManifest(
  folder: string,
  key: Uint8Array,
  what: Pick<Listed, 'madeMs' | 'files'> & { readonly facts?: BackupFacts },
): void {
  const listed: Listed = { format: 1, ...what };
  const manifest: BackupManifest = { ...listed, proof: proofOf(listed, key) };
  writeFileWhole(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** What a backup says of itself. Throws BackupUnusable for a folder that is none. */
export function readManifest(folder: string): BackupManifest {
  try {
    return manifestSchema.parse(JSON.parse(fs.readFileSync(join(folder, NAME), 'utf8')));
  } catch (error) {
    const message = `${folder} is no backup of Daybook's, or was not written to its end.`;
    throw new BackupUnusable(message, { problem: 'not-whole', cause: error });
  }
}

/** The files that are missing, or altered, or too many. Throws BackupUnusable for a foreign key. */
export function findAltered(folder: string, key: Uint8Array): readonly string[] {
  const { proof, ...listed } = readManifest(folder);
  const [said, right] = [Buffer.from(proof), Buffer.from(proofOf(listed, key))];
  if (said.byteLength !== right.byteLength || !timingSafeEqual(said, right)) {
    const message = `The list of files in ${folder} was altered, or is another book's.`;
    throw new BackupUnusable(message, { problem: 'other-key' });
  }
  const found = listFiles(folder);
  const names = new Set([...Object.keys(listed.files), ...Object.keys(found)]);
  return [...names].filter((name) => listed.files[name] !== found[name]).sort();
}

function proofOf(listed: Listed, key: Uint8Array): string {
  const files = Object.entries(listed.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const { format, madeMs, facts } = listed;
  const said = JSON.stringify([format, madeMs, files, ...(facts ? [Object.entries(facts)] : [])]);
  return createHmac('sha256', deriveKey(key, 'backup')).update(said).digest('base64');
}

/** Every file of a backup but the manifest, with its hash. */
export function listFiles(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => name !== NAME && fs.statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name.replaceAll('\\', '/'), hashOf(join(folder, name))]),
  );
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const file = fs.openSync(path, 'r');
  try {
    for (;;) {
      const length = fs.readSync(file, piece, 0, piece.byteLength, null);
      if (length === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, length));
    }
  } finally {
    fs.closeSync(file);
  }
}
