import { ok, type Result } from '../../../shared/core/result.ts';
import {
  findStrangeServices,
  type StrangeService,
  unsaidServices,
} from '../../../shared/domain/import/read-services.ts';
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
import { loadServicesInUse } from '../../../shared/engine/queries/load-services-in-use.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportProblem,
  type ImportRefusal,
  type ImportReport,
} from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import { calendarKey } from './inspect-calendar.ts';
import { isLeftOut } from './is-left-out.ts';
import type { ReadCalendar } from './read-calendar.ts';
import { readItems } from './read-items.ts';
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
  const read = await readItems(engine, organisationId, stored, mapping, watch);
  if (!read.ok) return read;
  const { branch, calendar, items, within, notes } = read.value;
  const replica = (await engine.loadBook(organisationId))?.replica ?? '';
  const wish: CalendarWish = {
    ...{ mapping, items, within, replica, keptId, nowMs: engine.clock.nowMs() },
    calendarKey: calendarKey(calendar.name, name),
    homeReplica: branch.homeReplica ?? replica,
  };
  const { plan, work, strange } = await engine.store.read(async (db) => {
    const planned = await planCalendar(db, organisationId, wish);
    const asked = workOfCalendar(planned.puts, wish.nowMs);
    return {
      plan: planned,
      work: await findWorkBreaches(db, organisationId, asked, wish.nowMs),
      strange: await findStrange(db, organisationId, wish),
    };
  });
  const told = [...notes, ...unsaidServices(strange, mapping.services).map(toldStrange)];
  const strangeServices = strange.map(({ name: called }) => called);
  const report = {
    ...toReport(importId, calendar, told, wish, plan),
    ...{ work, strangeServices },
  };
  return ok({
    ...{ mapping, key: wish.calendarKey, report },
    plan: (db) => planCalendar(db, organisationId, wish),
  });
}

/** What the events that become working time are for and is called otherwise here. */
async function findStrange(
  db: ReadDb,
  organisationId: string,
  { mapping, items }: CalendarWish,
): Promise<readonly StrangeService[]> {
  if (mapping.become !== 'sessions') return [];
  const naming = items.filter(({ services }) => services.length > 0);
  if (naming.length === 0) return [];
  const called = naming.map(({ line, services }) => ({
    line,
    services: services.map((name) => ({ key: '', name })),
  }));
  return findStrangeServices(called, await loadServicesInUse(db, organisationId));
}

const toldStrange = ({ name, line }: StrangeService): ImportProblem => ({
  ...{ line, column: 'CATEGORIES', value: name, kind: 'strange-service' },
});

function toReport(
  importId: string,
  calendar: ReadCalendar,
  found: readonly ImportProblem[],
  { mapping, items }: CalendarWish,
  plan: CalendarPlan,
): Omit<ImportReport, 'work' | 'strangeServices'> {
  const notes: ImportProblem[] = [...calendar.notes, ...found, ...plan.notes];
  const isSession = mapping.become === 'sessions';
  const changes = countPuts(plan.puts);
  return {
    ...{ importId, rows: calendar.events, valid: items.length, invalid: 0 },
    problems: notes.sort((a, b) => a.line - b.line).slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    ...{ patients: 0, sessions: isSession ? changes.added : 0, slots: 0, appointments: 0 },
    calendar: {
      ...{ ...changes, unchanged: plan.unchanged, affected: plan.affected },
      leftOut: notes.filter(isLeftOut).length,
    },
  };
}
