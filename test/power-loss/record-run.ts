import fs from 'node:fs';
import { join } from 'node:path';
import { openRealDisk } from '../../electron/host/database/disk/open-real-disk.ts';
import {
  type BookKeys,
  openBranchDatabase,
} from '../../electron/host/database/open-branch-database.ts';
import { createSeeded } from '../simulation/seeded.ts';
import type { Asked, Diary } from './diary.ts';
import type { Entry, Journal } from './journal.ts';
import type { PowerLoss } from './lose-power.ts';
import { openDesks } from './open-desks.ts';
import type { Fault } from './plant-fault.ts';
import { recordDisk } from './record-disk.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { writeTree } from './write-tree.ts';

/** The name of the book in a recorded folder. */
export const BOOK = 'pg18';

export interface Recording {
  readonly journal: Journal;
  /** Where the host was started, each time; before the first is how the disk came to be. */
  readonly starts: readonly [number, number];
  /** Everything that was asked, by id, with the answer. */
  readonly asked: ReadonlyMap<string, Asked>;
}

/**
 * Records a branch's disk while desks work for so many steps; the host is ended properly and
 * started again after half of them. It begins with a first start, or with what a power cut left.
 */
export async function recordRun(options: {
  readonly seed: number;
  readonly keys: BookKeys | null;
  /** What the host had before it was started again, if that was something else. */
  readonly firstKeys?: BookKeys | null;
  readonly steps: number;
  readonly after?: PowerLoss | undefined;
  readonly fault?: Fault;
}): Promise<Recording> {
  const { seed, keys, firstKeys = keys, steps, after, fault = {} } = options;
  const root = makeScratchFolder('recorded');
  const journal: Entry[] = [];
  const recorder = recordDisk(openRealDisk(), root, (entry) => journal.push(entry));
  const { asked, diary } = keepDiary(journal);
  for (const { intent, outcome } of after?.asked ?? []) {
    diary.asked(intent);
    if (outcome) diary.answered(intent.id, outcome);
  }
  writeTree(after?.tree ?? new Map(), recorder, root);
  const disk = fault.disk?.(recorder) ?? recorder;
  const seeded = createSeeded(seed);
  const work = async (part: number, partKeys: BookKeys | null): Promise<number> => {
    const start = journal.length;
    const book = await openBranchDatabase({
      ...{ folder: join(root, BOOK), nowMs: 0, keys: partKeys, disk },
    });
    const connector = fault.connector?.(book.connector) ?? book.connector;
    const desks = await openDesks(connector, { seed: seed * 2 + part, seeded, diary });
    for (let step = 0; step < steps / 2; step += 1) await desks.step();
    await book.close();
    return start;
  };
  const starts = [await work(1, firstKeys), await work(2, keys)] as const;
  fs.rmSync(root, { recursive: true });
  return { journal, starts, asked };
}

function keepDiary(journal: Entry[]): { asked: Map<string, Asked>; diary: Diary } {
  const asked = new Map<string, Asked>();
  return {
    asked,
    diary: {
      asked: (intent) => {
        asked.set(intent.id, { intent, outcome: null });
        journal.push({ kind: 'asked', intentId: intent.id });
      },
      answered: (intentId, outcome) => {
        const known = asked.get(intentId);
        if (known) asked.set(intentId, { ...known, outcome });
        journal.push({ kind: 'answered', intentId });
      },
    },
  };
}
