import fs from 'node:fs';
import { join } from 'node:path';
import { openRealDisk } from '../../electron/host/database/disk/open-real-disk.ts';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';
import type { Style } from './choose-survival.ts';
import type { DiskModel } from './disk-model.ts';
import { type Cuts, losePower } from './lose-power.ts';
import type { Verifier } from './open-verifier.ts';
import { BOOK, type Recording } from './record-run.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { writeTree } from './write-tree.ts';

/** A power cut that a book did not survive, and what is wrong with it. */
export interface Damage {
  readonly point: number;
  readonly model: DiskModel;
  readonly style: Style;
  readonly problems: readonly string[];
}

/** Cuts the power at each of the points and verifies what is left. */
export async function* findDamage(
  recording: Recording,
  verifier: Verifier,
  cuts: Cuts & { readonly keys: BookKeys | null },
): AsyncGenerator<Damage> {
  const { model, keys } = cuts;
  for (const { point, style, tree, asked } of losePower(recording, cuts)) {
    const scratch = makeScratchFolder('power-loss');
    writeTree(tree, openRealDisk(), scratch);
    const problems = await verifier.verify({ folder: join(scratch, BOOK), keys, asked });
    fs.rmSync(scratch, { recursive: true });
    if (problems.length > 0) yield { point, model, style, problems };
  }
}
