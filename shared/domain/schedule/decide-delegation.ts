import { err, ok, type Result } from '../../core/result.ts';
import { DELEGATION_DAYS_MAX } from '../../model/choices.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Refusal } from '../../model/refusal.ts';
import { type Interval, overlaps } from '../../time/interval.ts';

const DAY_MS = 86_400_000;
/** Time that was passed on oftener is nobody's any more. */
const CHAIN_MAX = 20;

type Passed = Pick<
  Delegation,
  'id' | 'doctorId' | 'toDoctorId' | 'startMs' | 'endMs' | 'state' | 'backOf'
>;
type Wish = Pick<Delegation, 'doctorId' | 'toDoctorId' | 'backOf'> & Interval;

/**
 * Whether time may be offered to another doctor, as far as that is said by the time itself and by
 * what was offered and passed before at the branch (`known`).
 */
export function decideDelegation(
  wish: Wish,
  known: readonly Passed[],
  nowMs: number,
): Result<null, Refusal> {
  const { startMs, endMs, doctorId, toDoctorId } = wish;
  if (endMs <= startMs) return err({ kind: 'empty-range' });
  if (startMs <= nowMs) return err({ kind: 'in-the-past', startMs, nowMs });
  // A day may have an hour more.
  if (endMs - startMs > DELEGATION_DAYS_MAX * DAY_MS + DAY_MS / 24) {
    return err({ kind: 'too-many', what: 'days at once', max: DELEGATION_DAYS_MAX });
  }
  if (doctorId === toDoctorId) return err({ kind: 'same-doctor' });
  const open = known.find(
    (one) => isOpen(one, nowMs) && one.doctorId === doctorId && overlaps(one, wish),
  );
  if (open) return err({ kind: 'delegation-open', toDoctorId: open.toDoctorId });
  if (wish.backOf !== null) return decideBack(wish, known);
  return giversOf(wish, known).includes(toDoctorId)
    ? err({ kind: 'delegation-loop', doctorId: toDoctorId })
    : ok(null);
}

/** What has passed on to a third cannot be given back before it came back from there. */
function decideBack(wish: Wish, known: readonly Passed[]): Result<null, Refusal> {
  const onward = known.find(
    (one) =>
      one.state === 'done' &&
      one.backOf === null &&
      one.doctorId === wish.doctorId &&
      overlaps(one, wish),
  );
  return onward ? err({ kind: 'delegation-open', toDoctorId: onward.toDoctorId }) : ok(null);
}

/** Nobody can accept what has begun. */
export const isOpen = (
  { state, startMs }: Pick<Delegation, 'state' | 'startMs'>,
  nowMs: number,
): boolean => (state === 'asked' || state === 'accepted') && startMs > nowMs;

/** From whom the time came to its doctor, and to them, and so on. */
function giversOf(wish: Wish, known: readonly Passed[]): readonly string[] {
  const givers: string[] = [];
  let holders = [wish.doctorId];
  for (let n = 0; n < CHAIN_MAX && holders.length > 0; n += 1) {
    const before = known.filter(
      (one) =>
        one.state === 'done' &&
        one.backOf === null &&
        holders.includes(one.toDoctorId) &&
        overlaps(one, wish),
    );
    holders = before.map(({ doctorId }) => doctorId).filter((id) => !givers.includes(id));
    givers.push(...holders);
  }
  return givers;
}
