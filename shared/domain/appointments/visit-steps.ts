import type { AppointmentStatus } from '../../model/appointment.ts';

/** One step of a visit: what it became, when by central's time, and who said so. */
export interface VisitStep {
  readonly status: AppointmentStatus;
  readonly atMs: number;
  readonly byName: string;
}

const STEP = /^(\d+) (\S+) (.*)$/s;

/**
 * The steps with one more. A step is a text, so that steps which two replicas took apart are merged
 * as a set is. No clock that was set back takes it to before the step it follows.
 */
export function addStep(steps: readonly string[], step: VisitStep): string[] {
  const last = readSteps(steps).at(-1)?.atMs ?? 0;
  return [...steps, `${Math.max(step.atMs, last)} ${step.status} ${step.byName}`];
}

/** The steps as they were taken, the earliest first. */
export function readSteps(steps: readonly string[]): readonly VisitStep[] {
  const read = steps.flatMap((text) => {
    const [, atMs, status, byName = ''] = STEP.exec(text) ?? [];
    if (status === undefined) return [];
    return [{ status: status as AppointmentStatus, atMs: Number(atMs), byName }];
  });
  return read.toSorted((a, b) => a.atMs - b.atMs);
}

/** When a visit did what, by its steps; null for what did not happen or was not noted then. */
export interface VisitTimes {
  readonly arrivedMs: number | null;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

/** An end without a beginning was noted afterwards, and says nothing of when the visit was over. */
export function visitTimes(steps: readonly string[]): VisitTimes {
  const read = readSteps(steps);
  const when = (...statuses: AppointmentStatus[]): number | null =>
    read.find(({ status }) => statuses.includes(status))?.atMs ?? null;
  const startedMs = when('in-consult');
  return {
    arrivedMs: when('arrived', 'checked-in'),
    startedMs,
    endedMs: startedMs === null ? null : when('completed'),
  };
}
