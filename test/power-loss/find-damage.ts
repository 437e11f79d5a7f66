import fs from 'node:fs';
import { join } from 'node:path';
import { openRealDisk } from '../../electron/host/database/disk/open-real-disk.ts';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';
import { type Cuts, losePower } from './lose-power.ts';
import type { Verifier } from './open-verifier.ts';
import { BOOK, type Recording } from './record-run.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { writeTree } from './write-tree.ts';

/**
 * Cuts the power at each of the points and verifies what is left; tells of each point at which a
 * book did not survive, and how to see it again.
 */
export async function* findDamage(
  recording: Recording,
  verifier: Verifier,
  cuts: Cuts & { readonly keys: BookKeys | null },
): AsyncGenerator<string> {
  const { seed, model, keys } = cuts;
  for (const { point, style, tree, asked } of losePower(recording, cuts)) {
    const scratch = makeScratchFolder('power-loss');
    writeTree(tree, openRealDisk(), scratch);
    const problems = await verifier.verify({ folder: join(scratch, BOOK), keys, asked });
    fs.rmSync(scratch, { recursive: true });
    if (problems.length === 0) continue;
    const where = `DAYBOOK_SEED=${seed} DAYBOOK_POINT=${point} (${model} disk, ${style})`;
    yield [where, ...problems].join('\n  ');
  }
}
