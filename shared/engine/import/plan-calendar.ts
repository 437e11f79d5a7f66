import type { CalendarItem } from '../../domain/calendar/generate-items.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import type { Interval } from '../../time/interval.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import type { CalendarMapping } from '../../wire/desk/import-calendar.ts';
import { loadAffected } from '../queries/load-affected.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { BroughtTime } from '../store/kept-calendar-table.ts';
import { type CalendarKind, type CalendarPut, isSame } from './calendar-put.ts';
import { loadBrought } from './kept-calendars.ts';
import { loadCalendarMade } from './load-calendar-made.ts';
import { planEventSessions } from './plan-event-sessions.ts';
import { planTimesOff } from './plan-times-off.ts';

/** A calendar that was read, and what is to become of it. */
export interface CalendarWish {
  readonly mapping: CalendarMapping;
  /** What falls on the days of the mapping. */
  readonly items: readonly CalendarItem[];
  readonly within: Interval;
  /** Stands for the calendar among those of the doctor. */
  readonly calendarKey: string;
  /** Which of those at an address that are kept up with it is; null if it is none of them. */
  readonly keptId: string | null;
  readonly homeReplica: string;
  readonly replica: string;
  readonly nowMs: number;
}

export interface CalendarPlan {
  readonly puts: readonly CalendarPut[];
  readonly unchanged: number;
  /** What is left out, and why. */
  readonly notes: readonly ImportProblem[];
  /** Appointments in time that the doctor would be away; at most one more than is done at once. */
  readonly affected: number;
}

/** What a calendar would change, and the times of it that the book has then. */
export interface DoctorCalendarPlan extends CalendarPlan {
  readonly holds: readonly BroughtTime[];
}

const kindOf = ({ become }: CalendarMapping): CalendarKind =>
  become === 'time-off' ? 'timeOff' : 'session';

/**
 * What a calendar would change in the book as it is: times that are new, that are another than when
 * it came last, and that it has no more. What it brought before is known again by its ids.
 */
export async function planCalendar(
  db: ReadDb,
  organisationId: string,
  wish: CalendarWish,
): Promise<DoctorCalendarPlan> {
  const gone = await loadGone(db, organisationId, wish);
  const isTimeOff = wish.mapping.become === 'time-off';
  const plan = isTimeOff
    ? await planTimesOff(db, organisationId, wish, gone)
    : await planEventSessions(db, organisationId, wish, gone);
  const puts = plan.puts.filter(({ before, after }) => before === null || !isSame(before, after));
  const affected = isTimeOff ? await countAffected(db, organisationId, wish.mapping, puts) : 0;
  const holds = plan.puts
    .filter(({ after }) => !after.deleted)
    .map(({ after: { id, endMs } }) => ({ id, endMs }));
  return { puts, unchanged: plan.puts.length - puts.length, notes: plan.notes, affected, holds };
}

async function countAffected(
  db: ReadDb,
  organisationId: string,
  { doctorId }: CalendarMapping,
  puts: readonly CalendarPut[],
): Promise<number> {
  const times = puts.filter(({ after }) => !after.deleted).map(({ after }) => after);
  if (times.length === 0) return 0;
  const whose = { doctorId, branchId: null };
  return (await loadAffected(db, organisationId, whose, times, AFFECTED_MAX + 1)).length;
}

/** What the calendar brought to these days before. */
async function loadGone(
  db: ReadDb,
  organisationId: string,
  { mapping, calendarKey, keptId, within }: CalendarWish,
): Promise<readonly CalendarPut['after'][]> {
  if (!mapping.removesGone) return [];
  const ids = keptId
    ? (await loadBrought(db, organisationId, keptId)).map(({ id }) => id)
    : await loadCalendarMade(db, organisationId, calendarKey, mapping);
  const records = await loadRecords(db, organisationId, kindOf(mapping), ids);
  // Days that were chosen begin where somebody said; those of a kept calendar with what is not over.
  const isWithin = ({ startMs, endMs }: Interval): boolean =>
    startMs < within.endMs && (keptId ? endMs > within.startMs : startMs >= within.startMs);
  return records.filter((record) => !record.deleted && isWithin(record));
}
