import { err, ok, type Result } from '../../core/result.ts';
import { BREAKS_MAX } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { SessionBreak, WallBreak } from '../../model/session.ts';
import { contains, type Interval } from '../../time/interval.ts';

/** Whether a session can have these breaks: few enough, each within it, and no two at one time. */
export function decideBreaks(
  session: Interval,
  breaks: readonly SessionBreak[],
): Result<null, Refusal> {
  if (breaks.length > BREAKS_MAX) {
    return err({ kind: 'too-many', what: 'breaks in one session', max: BREAKS_MAX });
  }
  const inOrder = breaks.toSorted((a, b) => a.startMs - b.startMs);
  for (const [i, one] of inOrder.entries()) {
    const { name } = one;
    if (one.endMs <= one.startMs) return err({ kind: 'bad-break', name, why: 'empty' });
    if (!contains(session, one)) return err({ kind: 'bad-break', name, why: 'outside' });
    const before = inOrder[i - 1];
    if (before && one.startMs < before.endMs) {
      return err({ kind: 'bad-break', name, why: 'overlap' });
    }
  }
  return ok(null);
}

/** The same by the clock on the wall. */
export const decideWallBreaks = (
  { startMin, endMin }: Pick<WallBreak, 'startMin' | 'endMin'>,
  breaks: readonly WallBreak[],
): Result<null, Refusal> =>
  decideBreaks(
    { startMs: startMin, endMs: endMin },
    breaks.map((one) => ({ name: one.name, startMs: one.startMin, endMs: one.endMin })),
  );
