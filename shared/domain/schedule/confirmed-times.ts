import type { Interval } from '../../time/interval.ts';
import { createIntervalIndex, type IntervalIndex } from '../../time/interval-index.ts';

/** A session that has, or asks for, its doctor's time for its home alone. */
export interface ConfirmedTime extends Interval {
  readonly id: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly seriesId: string | null;
}

/** The sessions that are confirmed so far, while it is decided about others. */
export interface ConfirmedTimes {
  readonly add: (session: ConfirmedTime) => void;
  /** Those of the same doctor that overlap `time` and are not `time` itself, the earliest first. */
  readonly overlapping: (time: ConfirmedTime) => readonly ConfirmedTime[];
}

/** Each session is filed once, however often it is added. */
export function createConfirmedTimes(confirmed: Iterable<ConfirmedTime>): ConfirmedTimes {
  const byDoctor = new Map<string, IntervalIndex<ConfirmedTime>>();
  const added = new Set<string>();
  const add = (session: ConfirmedTime): void => {
    if (added.has(session.id)) return;
    added.add(session.id);
    const ofDoctor = byDoctor.get(session.doctorId) ?? createIntervalIndex<ConfirmedTime>();
    byDoctor.set(session.doctorId, ofDoctor);
    ofDoctor.add(session);
  };
  for (const session of confirmed) add(session);
  return {
    add,
    overlapping: (time) =>
      (byDoctor.get(time.doctorId)?.overlapping(time) ?? [])
        .filter(({ id }) => id !== time.id)
        .toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1)),
  };
}
