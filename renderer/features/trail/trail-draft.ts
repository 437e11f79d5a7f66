import { dayEndMs, dayStartMs, isDay } from '../../../shared/time/day.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { TrailWish } from '../../../shared/wire/desk/trail.ts';

/** What somebody looks for in the trail, as the form has it. */
export interface TrailDraft extends Pick<TrailWish, 'text' | 'act' | 'source'> {
  readonly firstDay: string;
  readonly lastDay: string;
  /** Whose trail; null is this computer's. */
  readonly of: string | null;
}

/** The span of the chosen days, or null while they are none. */
export function spanOf(
  { firstDay, lastDay }: TrailDraft,
  zone: TimeZone,
): Pick<TrailWish, 'fromMs' | 'untilMs'> | null {
  if (!isDay(firstDay) || !isDay(lastDay) || lastDay < firstDay) return null;
  return { fromMs: dayStartMs(zone, firstDay), untilMs: dayEndMs(zone, lastDay) };
}
