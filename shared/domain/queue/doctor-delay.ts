import type { Appointment } from '../../model/appointment.ts';
import { visitTimes } from '../appointments/visit-steps.ts';

export type DelayedVisit = Pick<Appointment, 'startMs' | 'endMs' | 'status' | 'steps'>;

/**
 * By how much a doctor runs late now, by the times of the day's visits: who is in the room went in
 * late or stays longer than planned, or somebody who is there sits past their time. 0 if not at all.
 */
export function doctorDelayMs(visits: readonly DelayedVisit[], nowMs: number): number {
  const inRoom = visits.filter(({ status }) => status === 'in-consult');
  const delays =
    inRoom.length > 0
      ? inRoom.map((visit) => roomDelayMs(visit, nowMs))
      : visits
          .filter(({ status }) => status === 'arrived' || status === 'checked-in')
          .map(({ startMs, steps }) => {
            const { arrivedMs } = visitTimes(steps);
            // Who came late themselves waits since they came.
            return nowMs - Math.max(startMs, arrivedMs ?? startMs);
          });
  return Math.max(0, ...delays);
}

function roomDelayMs({ startMs, endMs, steps }: DelayedVisit, nowMs: number): number {
  const { startedMs } = visitTimes(steps);
  return Math.max((startedMs ?? startMs) - startMs, nowMs - endMs);
}

/** Until when the doctor is taken by who is in the room; `nowMs` if by nobody, or longer than planned. */
export function busyUntilMs(visits: readonly DelayedVisit[], nowMs: number): number {
  const ends = visits
    .filter(({ status }) => status === 'in-consult')
    .map(({ startMs, endMs, steps }) => {
      const { startedMs } = visitTimes(steps);
      return (startedMs ?? startMs) + endMs - startMs;
    });
  return Math.max(nowMs, ...ends);
}
