import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';
import { openEngine } from '../../../shared/engine/open-engine.ts';
import { insertBook } from '../../../shared/engine/store/insert-book.ts';
import type { Connector } from '../../../shared/engine/store/session.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';
import type { ReplicaCard } from './replica-card.ts';

const FILE = 'take-over.json';
const noteSchema = z.object({ book: z.enum(['restored', 'empty']) });

/**
 * Remembers that the book has taken the place of another, and has to go on under another name: what
 * was written in that other has been numbered already, and central may have it. Written before the
 * book gets its place, so that no start misses it.
 */
export function noteTakeOver(dataFolder: string, book: 'restored' | 'empty'): void {
  writeFileWhole(join(dataFolder, FILE), JSON.stringify({ book }));
}

/**
 * Gives a book that took the place of another its own name at central; an empty one first becomes
 * what `card` says that its predecessor was, and is given everything by central. Does nothing for
 * any other book.
 */
export async function finishTakeOver(
  dataFolder: string,
  connector: Connector,
  {
    card,
    clock,
    random,
  }: {
    readonly card: ReplicaCard | null;
    readonly clock: Clock;
    readonly random: Random;
  },
): Promise<void> {
  const note = readNote(join(dataFolder, FILE));
  if (note === null) return;
  const engine = openEngine(connector, clock, random);
  if (note.book === 'empty' && card && !(await engine.loadBook())) {
    await insertBook(connector, { ...card, isCentral: false });
  }
  const book = await engine.loadBook();
  // A damaged book that could be opened after all is nobody's successor.
  const isSuccessor = note.book === 'restored' || (book?.seq === 0 && book.reach === null);
  if (book && book.centralUrl !== null && isSuccessor) {
    await engine.reincarnate(book.organisationId, { replaces: true });
  }
  fs.rmSync(join(dataFolder, FILE));
}

function readNote(path: string) {
  try {
    return noteSchema.parse(JSON.parse(fs.readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
