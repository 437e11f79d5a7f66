import { present } from '../../shared/core/assert.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { chooseSurvival, type Style } from './choose-survival.ts';
import type { Asked } from './diary.ts';
import { createModelDisk, type DiskModel, type Tree } from './disk-model.ts';
import type { Recording } from './record-run.ts';

/** Where a recording is cut, in order, on which disk, and what survives unless the seed decides. */
export interface Cuts {
  readonly seed: number;
  readonly model: DiskModel;
  readonly points: readonly number[];
  readonly style?: Style;
}

/** What a power cut left, and what had been asked until then. */
export interface PowerLoss {
  /** So many entries of the journal had happened. */
  readonly point: number;
  readonly style: Style;
  readonly tree: Tree;
  readonly asked: readonly Asked[];
}

/** Cuts the power at each of the points. A tree is good until the next one is asked for. */
export function* losePower(
  { journal, asked }: Recording,
  { seed, model, points, style }: Cuts,
): Generator<PowerLoss> {
  const disk = createModelDisk(model);
  const answered = new Map<string, boolean>();
  let at = 0;
  for (const point of points) {
    for (; at < point; at += 1) {
      const entry = present(journal[at], 'Points lie in the journal.');
      disk.take(entry, at);
      if (entry.kind === 'asked') answered.set(entry.intentId, false);
      if (entry.kind === 'answered') answered.set(entry.intentId, true);
    }
    const seeded = createSeeded(seed * 1_000_003 + point);
    const survival = chooseSurvival(seeded, { at: point, model, ...(style ? { style } : {}) });
    const known = [...answered].map(([id, isAnswered]) => {
      const one = present(asked.get(id), 'It was asked.');
      return isAnswered ? one : { ...one, outcome: null };
    });
    yield { point, style: survival.style, tree: disk.cutPower(survival), asked: known };
  }
}
