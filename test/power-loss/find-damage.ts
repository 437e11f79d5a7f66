import fs from 'node:fs';
import { join } from 'node:path';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { choosePoints } from './choose-points.ts';
import type { Style } from './choose-survival.ts';
import type { DiskModel } from './disk-model.ts';
import { losePower } from './lose-power.ts';
import type { Verifier } from './open-verifier.ts';
import { BOOK, type Recording } from './record-run.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { writeTree } from './write-tree.ts';

/** A point at which a book did not survive, and what is wrong with it. */
export interface Damage {
  readonly seed: number;
  readonly point: number;
  readonly model: DiskModel;
  readonly style: Style;
  readonly problems: readonly string[];
}

/** How a recording is to be cut. */
export interface Cuts {
  readonly seed: number;
  readonly model: DiskModel;
  readonly keys: BookKeys | null;
  readonly count: number;
  readonly style?: Style;
}

/** Cuts the power at many points, or at one, and verifies each time what is left. */
export async function* findDamage(
  recording: Recording,
  verifier: Verifier,
  cuts: Cuts,
): AsyncGenerator<Damage> {
  const { seed, model, keys, count } = cuts;
  const only = process.env.DAYBOOK_POINT;
  const points =
    only === undefined
      ? choosePoints(createSeeded(seed), recording.journal, count)
      : [Number(only)];
  for (const { point, style, tree, asked } of losePower(recording, points, cuts)) {
    const root = makeScratchFolder('power-loss');
    const left = join(root, 'left');
    writeTree(tree, left);
    const problems = await verifier.verify({ folder: join(left, BOOK), keys, asked });
    fs.rmSync(root, { recursive: true });
    if (problems.length > 0) yield { seed, point, model, style, problems };
  }
}

/** What to do to see a damage again, and what it is. */
export const describeDamage = ({ seed, point, model, style, problems }: Damage): string =>
  `DAYBOOK_SEED=${seed} DAYBOOK_POINT=${point} shows it (${model}, ${style}):\n  ${problems.join('\n  ')}`;
