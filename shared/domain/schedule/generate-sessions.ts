import { derivedId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Series, Session } from '../../model/session.ts';
import { type DayKey, type DayRange, instantOfDay } from '../../time/day.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { generateOccurrences } from './generate-occurrences.ts';
import { breaksOn, breaksWithin } from './work-stretches.ts';

/**
 * The sessions of a series on days of a range. Wall times of the branch become instants one by one,
 * so 09:00 stays 09:00 across a change of clocks. An error is a sentence about the rule.
 */
export function generateSessions(
  series: Series,
  zone: TimeZone,
  range: DayRange,
): Result<readonly Session[], string> {
  const days = generateOccurrences(series.rule, series.firstDay, range);
  if (!days.ok) return days;
  return ok(days.value.map((day) => sessionOn(series, zone, day)));
}

function sessionOn(series: Series, zone: TimeZone, day: DayKey): Session {
  const startMs = instantOfDay(zone, day, series.startMin);
  const endMs = instantOfDay(zone, day, series.endMin);
  return {
    id: derivedId(series.id, day),
    branchId: series.branchId,
    doctorId: series.doctorId,
    seriesId: series.id,
    startMs,
    endMs,
    slotMin: series.slotMin,
    capacity: series.capacity,
    tags: series.tags,
    serviceIds: series.serviceIds,
    breaks: [...breaksWithin(breaksOn(zone, day, series.breaks), { startMs, endMs })],
    roomId: series.roomId,
    sharedWith: series.sharedWith,
    homeReplica: series.homeReplica,
    deleted: series.deleted,
  };
}
