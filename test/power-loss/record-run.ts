import fs from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { BookDisk } from '../../electron/host/database/disk/book-disk.ts';
import { openRealDisk } from '../../electron/host/database/disk/open-real-disk.ts';
import {
  type BookKeys,
  openBranchDatabase,
} from '../../electron/host/database/open-branch-database.ts';
import { createSeeded } from '../simulation/seeded.ts';
import type { Asked } from './diary.ts';
import type { Entry, Journal } from './journal.ts';
import { openDesks } from './open-desks.ts';
import { recordDisk } from './record-disk.ts';
import { makeScratchFolder } from './scratch-folder.ts';

/** The name of the book in a recorded folder, and in what a power cut leaves of it. */
export const BOOK = 'pg18';

/** A mistake made on purpose, to see whether it is found. */
export interface Fault {
  readonly disk?: (disk: BookDisk) => BookDisk;
  readonly database?: (pglite: PGlite) => Promise<unknown>;
}

export interface Recording {
  readonly journal: Journal;
  /** Everything that was asked, by id, with the answer. */
  readonly asked: ReadonlyMap<string, Asked>;
}

/**
 * Records a branch's disk from its first start on, while desks work for so many steps; the host is
 * ended properly and started again after half of them.
 */
export async function recordRun(options: {
  readonly seed: number;
  readonly keys: BookKeys | null;
  readonly steps: number;
  readonly fault?: Fault;
}): Promise<Recording> {
  const { seed, keys, steps, fault = {} } = options;
  const root = makeScratchFolder('recorded');
  const journal: Entry[] = [];
  const asked = new Map<string, Asked>();
  const recorder = recordDisk(openRealDisk(), root, (entry) => journal.push(entry));
  const disk = fault.disk?.(recorder) ?? recorder;
  const diary = {
    asked: (intent: Asked['intent']) => {
      asked.set(intent.id, { intent, outcome: null });
      journal.push({ kind: 'asked', intentId: intent.id });
    },
    answered: (intentId: string, outcome: Asked['outcome']) => {
      const known = asked.get(intentId);
      if (known) asked.set(intentId, { ...known, outcome });
      journal.push({ kind: 'answered', intentId });
    },
  };
  const seeded = createSeeded(seed);
  for (const part of [1, 2]) {
    const book = await openBranchDatabase({
      ...{ folder: join(root, BOOK), nowMs: 0, keys, disk },
      onAbort: (error) => {
        throw error;
      },
    });
    await fault.database?.(book.pglite);
    const desks = await openDesks(book.connector, { seed: seed * 2 + part, seeded, diary });
    for (let step = 0; step < steps / 2; step += 1) await desks.step();
    await book.close();
  }
  fs.rmSync(root, { recursive: true });
  return { journal, asked };
}
