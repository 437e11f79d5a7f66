import type { Session } from '../../../../shared/model/session.ts';
import { dayAt } from '../../../../shared/time/day.ts';
import type { Interval } from '../../../../shared/time/interval.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { PointedAt } from '../../../state/view-store.ts';

const MINUTE_MS = 60_000;

export type WantedChange =
  /** Another time of the same day and doctor. */
  | { readonly kind: 'times' }
  | { readonly kind: 'elsewhere'; readonly to: Omit<PointedAt, 'sessionIds'> }
  | { readonly kind: 'other-day' }
  /** Given to another doctor and made longer or shorter in one. */
  | { readonly kind: 'mixed' };

/** What it means that working time was put somewhere else in the schedule. */
export function decideChange(
  session: Pick<Session, 'doctorId' | 'startMs' | 'endMs'>,
  to: Interval & Pick<Session, 'doctorId'>,
  zone: TimeZone,
): WantedChange {
  if (dayAt(zone, to.startMs) !== dayAt(zone, session.startMs)) return { kind: 'other-day' };
  if (to.doctorId === session.doctorId) return { kind: 'times' };
  const byMs = to.startMs - session.startMs;
  if (to.endMs - session.endMs !== byMs) return { kind: 'mixed' };
  const { doctorId } = to;
  return {
    kind: 'elsewhere',
    to: { deletes: false, shiftMin: Math.round(byMs / MINUTE_MS), doctorId },
  };
}
