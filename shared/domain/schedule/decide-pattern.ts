import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Pattern } from '../../model/template.ts';
import { decideWallBreaks } from './decide-breaks.ts';

/**
 * Whether a doctor can work so at all: each stretch has an end and its breaks within it, and no two
 * are at one time.
 */
export function decidePattern({ lengthDays, pieces }: Pattern): Result<null, Refusal> {
  if (pieces.some(({ startMin, endMin }) => endMin <= startMin))
    return err({ kind: 'empty-range' });
  for (const piece of pieces) {
    const breaks = decideWallBreaks(piece, piece.breaks ?? []);
    if (!breaks.ok) return breaks;
  }
  const beyond = pieces.find(({ day }) => day >= lengthDays);
  if (beyond) {
    return err({ kind: 'malformed', problems: [`day ${beyond.day + 1} of ${lengthDays}`] });
  }
  const inOrder = pieces.toSorted((a, b) => a.day - b.day || a.startMin - b.startMin);
  const second = inOrder.find((piece, i) => {
    const before = inOrder[i - 1];
    return before?.day === piece.day && piece.startMin < before.endMin;
  });
  if (!second) return ok(null);
  return err({ kind: 'pieces-overlap', day: second.day, startMin: second.startMin });
}
