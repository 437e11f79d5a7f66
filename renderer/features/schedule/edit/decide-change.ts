import type { Session } from '../../../../shared/model/session.ts';
import { dayAt, daysFrom, minuteOfDay } from '../../../../shared/time/day.ts';
import type { Interval } from '../../../../shared/time/interval.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { PointedAt } from '../../../state/view-store.ts';

export type WantedChange =
  /** Another time of the same day and doctor. */
  | { readonly kind: 'times' }
  /** Another doctor or day, whatever becomes of its times besides. */
  | { readonly kind: 'elsewhere'; readonly to: Omit<PointedAt, 'sessionIds'> };

/** What it means that working time was put somewhere else in the schedule. */
export function decideChange(
  session: Pick<Session, 'doctorId' | 'startMs' | 'endMs'>,
  to: Interval & Pick<Session, 'doctorId'>,
  zone: TimeZone,
): WantedChange {
  const minuteAt = (atMs: number): number => minuteOfDay(instantToWall(zone, atMs));
  const dayOf = ({ startMs }: Pick<Interval, 'startMs'>) => dayAt(zone, startMs);
  const shiftDays = daysFrom(dayOf(session), dayOf(to));
  if (shiftDays === 0 && to.doctorId === session.doctorId) return { kind: 'times' };
  // By the clock: a day on which it changes is an hour longer or shorter.
  const shiftMin = minuteAt(to.startMs) - minuteAt(session.startMs);
  const lengthOf = ({ startMs, endMs }: Interval): number =>
    minuteAt(endMs) -
    minuteAt(startMs) +
    DAY_MIN * daysFrom(dayAt(zone, startMs), dayAt(zone, endMs));
  const endsLaterMin = lengthOf(to) - lengthOf(session);
  const doctorId = to.doctorId === session.doctorId ? null : to.doctorId;
  return { kind: 'elsewhere', to: { deletes: false, shiftMin, shiftDays, endsLaterMin, doctorId } };
}

const DAY_MIN = 1440;
