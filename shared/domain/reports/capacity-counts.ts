import { type Interval, subtract } from '../../time/interval.ts';

const HOUR_MS = 3_600_000;

/** Working time of a doctor in days that are counted together, within them. */
export interface WorkedTime extends Interval {
  readonly doctorId: string;
  readonly capacity: number;
  /** How far the clocks of its branch are ahead of UTC. */
  readonly offsetMs: number;
  /** Breaks, closed slots, times off and closed days, also beyond it. */
  readonly cuts: readonly Interval[];
}

/** A piece of it within one hour, by the clocks of its branch. */
export interface CapacityPiece {
  /** From the first of 1970 on. */
  readonly dayNo: number;
  /** ISO 8601. */
  readonly weekday: number;
  readonly hour: number;
  /** As often as there are places. */
  readonly ms: number;
}

/** How long patients can be booked in working time, hour by hour. */
export function capacityPieces(worked: WorkedTime): readonly CapacityPiece[] {
  const { startMs, endMs, offsetMs, capacity } = worked;
  const cuts = worked.cuts.filter((cut) => cut.startMs < cut.endMs);
  const pieces: CapacityPiece[] = [];
  for (const free of subtract([{ startMs, endMs }], cuts)) {
    const [fromMs, untilMs] = [free.startMs + offsetMs, free.endMs + offsetMs];
    for (let hourNo = Math.floor(fromMs / HOUR_MS); hourNo * HOUR_MS < untilMs; hourNo += 1) {
      const dayNo = Math.floor(hourNo / 24);
      const ofHourMs =
        Math.min(untilMs, (hourNo + 1) * HOUR_MS) - Math.max(fromMs, hourNo * HOUR_MS);
      const weekday = ((dayNo + 3) % 7) + 1;
      pieces.push({ dayNo, weekday, hour: hourNo % 24, ms: ofHourMs * capacity });
    }
  }
  return pieces;
}
