import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import {
  type CalendarItem,
  generateItems,
} from '../../../shared/domain/calendar/generate-items.ts';
import type { CalendarNote } from '../../../shared/domain/calendar/read-event.ts';
import { countPuts } from '../../../shared/engine/import/calendar-put.ts';
import {
  type CalendarPlan,
  type CalendarWish,
  type DoctorCalendarPlan,
  planCalendar,
} from '../../../shared/engine/import/plan-calendar.ts';
import { workOfCalendar } from '../../../shared/engine/import/work-of-import.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { findWorkBreaches } from '../../../shared/engine/queries/find-work-breaches.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import { knownTimeZone, type TimeZone } from '../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportProblem,
  type ImportRefusal,
  type ImportReport,
} from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import { CALENDAR_ITEMS_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { daysWithin } from './days-within.ts';
import { calendarKey } from './inspect-calendar.ts';
import { type ReadCalendar, readCalendar } from './read-calendar.ts';
import type { UploadedFile } from './receive-upload.ts';
import type { CheckedPuts } from './write-calendar.ts';

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (rows: number) => void;
}

/** A calendar that was read, and how it was asked of the book. */
export interface CheckedCalendar extends CheckedPuts<DoctorCalendarPlan> {
  readonly mapping: CalendarMapping;
}

/** A dry run: what becomes of each event, and why of those that become nothing. */
export async function checkCalendar(
  engine: Engine,
  organisationId: string,
  {
    importId,
    name,
    stored,
    keptId,
  }: Pick<UploadedFile, 'importId' | 'name' | 'stored'> & { readonly keptId: string | null },
  mapping: CalendarMapping,
  watch: Watch,
): Promise<Result<CheckedCalendar, ImportRefusal>> {
  const place = await engine.store.read(async (db) => ({
    branch: await loadRecord(db, organisationId, 'branch', mapping.branchId),
    doctor: await loadRecord(db, organisationId, 'doctor', mapping.doctorId),
  }));
  if (!place.branch) return err({ kind: 'unknown-place', what: 'branch' });
  if (!place.doctor) return err({ kind: 'unknown-place', what: 'doctor' });
  const zone = knownTimeZone(place.branch.timeZone);
  const within = daysWithin(mapping, zone);
  if (within === null) return err({ kind: 'no-such-days' });
  const calendar = await readCalendar(stored, zone, watch);
  if (!calendar.ok) return calendar;
  const found = await findItems(calendar.value, within, zone, watch);
  if (!found.ok) return found;
  const { items, notes } = found.value;
  const replica = (await engine.loadBook(organisationId))?.replica ?? '';
  const wish: CalendarWish = {
    ...{ mapping, items, within, replica, keptId, nowMs: engine.clock.nowMs() },
    calendarKey: calendarKey(calendar.value.name, name),
    homeReplica: place.branch.homeReplica ?? replica,
  };
  const { plan, work } = await engine.store.read(async (db) => {
    const planned = await planCalendar(db, organisationId, wish);
    const asked = workOfCalendar(planned.puts, wish.nowMs);
    return {
      plan: planned,
      work: await findWorkBreaches(db, organisationId, asked, wish.nowMs),
    };
  });
  const report = { ...toReport(importId, calendar.value, notes, wish, plan), work };
  return ok({
    ...{ mapping, key: wish.calendarKey, report },
    plan: (db) => planCalendar(db, organisationId, wish),
  });
}

/** The times of all events; a calendar of more than one clinic's doctor has is refused. */
async function findItems(
  { eventsByUid }: ReadCalendar,
  within: Interval,
  zone: TimeZone,
  watch: Watch,
): Promise<
  Result<
    { readonly items: readonly CalendarItem[]; readonly notes: readonly CalendarNote[] },
    ImportRefusal
  >
> {
  const items: CalendarItem[] = [];
  const notes: CalendarNote[] = [];
  for (const events of eventsByUid.values()) {
    // A rule that takes long to follow must not hold up the desks.
    if (events.some((event) => event.rules.length > 0)) await setImmediate();
    if (!watch.isWanted()) return err({ kind: 'cancelled' });
    const found = generateItems(events, within, zone);
    items.push(...found.items);
    notes.push(...found.notes);
    if (items.length > CALENDAR_ITEMS_MAX) {
      return err({ kind: 'too-many-events', max: CALENDAR_ITEMS_MAX });
    }
  }
  return ok({ items, notes });
}

/** What is taken, though it is told that something about it is uncommon. */
const TAKEN = new Set<ImportProblem['kind']>(['moved-by-clocks', 'first-of-two']);

function toReport(
  importId: string,
  calendar: ReadCalendar,
  found: readonly CalendarNote[],
  { mapping, items }: CalendarWish,
  plan: CalendarPlan,
): Omit<ImportReport, 'work'> {
  const notes: ImportProblem[] = [...calendar.notes, ...found, ...plan.notes];
  const isSession = mapping.become === 'sessions';
  const changes = countPuts(plan.puts);
  return {
    ...{ importId, rows: calendar.events, valid: items.length, invalid: 0 },
    problems: notes.sort((a, b) => a.line - b.line).slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    ...{ patients: 0, sessions: isSession ? changes.added : 0, slots: 0, appointments: 0 },
    calendar: {
      ...{ ...changes, unchanged: plan.unchanged, affected: plan.affected },
      leftOut: notes.filter(({ kind }) => !TAKEN.has(kind)).length,
    },
  };
}
