import type { Session } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { isElsewhere } from '../schedule/alter-session.ts';

/** A stretch of a doctor's working time, or of time that is taken, as far as it counts. */
export interface WorkTime extends Pick<Session, 'id' | 'branchId' | 'doctorId'>, Interval {
  /** In which nobody works; unsaid of time that has none. */
  readonly breaks?: Session['breaks'];
}

/** Working time as it was and is to be: null where there was, or will be, none. */
export interface WorkChange {
  readonly before: Session | null;
  readonly after: Session | null;
}

/** The zone by whose clock days and hours of a branch count. */
export type ZoneOf = (branchId: string) => TimeZone;

/** Whether the doctor is asked for time that was not asked for before. */
export const asksForTime = ({ before, after }: WorkChange): boolean =>
  after !== null &&
  (before === null ||
    isElsewhere(before, after) ||
    after.startMs < before.startMs ||
    after.endMs > before.endMs);
