import type { Appointment } from '../../model/appointment.ts';
import { dayAt, minuteOfDay, weekdayOf } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { visitTimes } from '../appointments/visit-steps.ts';
import { endOf } from './end-of.ts';
import { countEnds } from './tell-elsewhere.ts';

export type PastVisit = Pick<
  Appointment,
  'startMs' | 'doctorId' | 'status' | 'cancelledBy' | 'steps'
> & {
  /** Of the branch it was at. */
  readonly zone: TimeZone;
};

/** What is usual for somebody has to have been so as often as this. */
const USUAL_MIN = 2;

/** What the visits of a patient have in common, by the wall clock of the branch; waits in milliseconds. */
export function sumUpHistory(visits: readonly PastVisit[]) {
  const ends = visits.flatMap((visit) => {
    const end = endOf(visit);
    return end === null ? [] : [{ end, visit }];
  });
  const seen = ends.filter(({ end }) => end === 'seen').map(({ visit }) => visit);
  const waits = visits.flatMap(({ steps }) => waitOf(steps) ?? []).toSorted((a, b) => a - b);
  const longestMs = waits.at(-1);
  const medianMs = waits[Math.floor((waits.length - 1) / 2)];
  const byPractice = visits.filter(
    ({ status, cancelledBy }) => status === 'cancelled' && cancelledBy === 'practice',
  ).length;
  return {
    counts: { ...countEnds(ends), byPractice },
    waits: longestMs === undefined || medianMs === undefined ? null : { medianMs, longestMs },
    usualDoctorId: most(seen.map(({ doctorId }) => doctorId)),
    usualWeekday: most(seen.map(({ zone, startMs }) => weekdayOf(dayAt(zone, startMs)))),
    usualHour: most(
      seen.map(({ zone, startMs }) => Math.floor(minuteOfDay(instantToWall(zone, startMs)) / 60)),
    ),
  };
}

/** From the arrival to the room; null where one of them was not noted. */
export function waitOf(steps: readonly string[]): number | null {
  const { arrivedMs, startedMs } = visitTimes(steps);
  return arrivedMs === null || startedMs === null ? null : startedMs - arrivedMs;
}

/** What occurs most often, the earliest of several; null where nothing is usual. */
function most<T>(values: readonly T[]): T | null {
  let found: { readonly value: T; readonly count: number } | null = null;
  for (const [value, those] of Map.groupBy(values, (one) => one)) {
    if (those.length > (found?.count ?? USUAL_MIN - 1)) found = { value, count: those.length };
  }
  return found?.value ?? null;
}
