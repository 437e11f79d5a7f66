import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { groupSlotList } from '../../../shared/domain/import/group-slot-list.ts';
import { countPuts } from '../../../shared/engine/import/calendar-put.ts';
import type { CalendarPlan } from '../../../shared/engine/import/plan-calendar.ts';
import { planSlotList, type SlotListWish } from '../../../shared/engine/import/plan-slot-list.ts';
import { workOfCalendar } from '../../../shared/engine/import/work-of-import.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { findWorkBreaches } from '../../../shared/engine/queries/find-work-breaches.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import { loadServicesInUse } from '../../../shared/engine/queries/load-services-in-use.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportProblem,
  type ImportRefusal,
} from '../../../shared/wire/desk/import.ts';
import { CALENDAR_ITEMS_MAX } from '../../../shared/wire/desk/import-choices.ts';
import type {
  SlotListInspection,
  SlotListMapping,
} from '../../../shared/wire/desk/import-slots.ts';
import { daysWithin } from './days-within.ts';
import { isLeftOut } from './is-left-out.ts';
import { type ReadSlotList, readSlotList } from './read-slot-list.ts';
import type { UploadedFile } from './receive-upload.ts';
import type { CheckedPuts } from './write-calendar.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'>;

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (rows: number) => void;
}

const DOCTORS_SHOWN = 5;
const PLACES_SHOWN = 100;

/** Stands for a list of slots: by the places it is about, whatever its file is called. */
const keyOfList = ({ places }: ReadSlotList): string =>
  createHash('sha256')
    .update(JSON.stringify(['slots', ...[...places.keys()].sort()]))
    .digest('hex');

/** Looks at a file of slots: what is in it, of whom and where. */
export async function inspectSlotList(
  { importId, name: fileName, stored }: Upload,
  isWanted: () => boolean,
): Promise<
  Result<{ readonly inspection: SlotListInspection; readonly key: string }, ImportRefusal>
> {
  const read = await readSlotList(stored, { isWanted, onRows: () => undefined });
  if (!read.ok) return read;
  const { source, slots, schedules, places } = read.value;
  const named = [...schedules.values()].map(({ doctorName }) => doctorName);
  const inspection: SlotListInspection = {
    ...{ format: 'slot-list', importId, fileName, bytes: stored.size(), source },
    ...{ slots: slots.length, free: slots.filter(({ isFree }) => isFree).length },
    places: [...places].slice(0, PLACES_SHOWN).map(([key, name]) => ({ key, name })),
    doctors: [...new Set(named)].filter(Boolean).slice(0, DOCTORS_SHOWN),
    remembered: null,
  };
  return ok({ inspection, key: keyOfList(read.value) });
}

/** A dry run: what becomes of the slots, and why of those that become nothing. */
export async function checkSlotList(
  engine: Engine,
  organisationId: string,
  { importId, stored }: Upload,
  mapping: SlotListMapping,
  watch: Watch,
): Promise<Result<CheckedPuts, ImportRefusal>> {
  const { branch, doctors, services } = await engine.store.read(async (db) => ({
    branch: await loadRecord(db, organisationId, 'branch', mapping.branchId),
    doctors: await db.kysely
      .selectFrom('doctor')
      .select(['id', 'name'])
      .where('organisationId', '=', organisationId)
      .execute(),
    services: await loadServicesInUse(db, organisationId),
  }));
  if (!branch) return err({ kind: 'unknown-place', what: 'branch' });
  if (mapping.doctorId !== null && !doctors.some(({ id }) => id === mapping.doctorId)) {
    return err({ kind: 'unknown-place', what: 'doctor' });
  }
  const within = daysWithin(mapping, knownTimeZone(branch.timeZone));
  if (within === null) return err({ kind: 'no-such-days' });
  const list = await readSlotList(stored, watch);
  if (!list.ok) return list;
  const days = { firstMs: within.startMs, lastMs: within.endMs };
  const grouped = groupSlotList(list.value, {
    ...{ ...mapping, doctors, services, ...days },
    meanings: mapping.services ?? [],
  });
  if (grouped.runs.length > CALENDAR_ITEMS_MAX) {
    return err({ kind: 'too-many-events', max: CALENDAR_ITEMS_MAX });
  }
  const replica = (await engine.loadBook(organisationId))?.replica ?? '';
  const wish: SlotListWish = {
    ...{ mapping, runs: grouped.runs, doctorIds: grouped.doctorIds, within },
    ...{ replica, nowMs: engine.clock.nowMs() },
    ...{ listKey: keyOfList(list.value), homeReplica: branch.homeReplica ?? replica },
  };
  const { plan, work } = await engine.store.read(async (db) => {
    const planned = await planSlotList(db, organisationId, wish);
    const asked = workOfCalendar(planned.puts, wish.nowMs);
    return {
      plan: planned,
      work: await findWorkBreaches(db, organisationId, asked, wish.nowMs),
    };
  });
  const notes = [...list.value.notes, ...grouped.notes, ...plan.notes];
  return ok({
    ...{
      mapping,
      key: wish.listKey,
      report: {
        ...toReport(importId, list.value, wish, notes, plan),
        ...{ work, strangeServices: grouped.strangeServices.map(({ name }) => name) },
      },
    },
    plan: (db) => planSlotList(db, organisationId, wish),
  });
}

function toReport(
  importId: string,
  { slots }: ReadSlotList,
  { runs }: SlotListWish,
  notes: ImportProblem[],
  { puts, unchanged }: CalendarPlan,
) {
  const sessions = puts.filter(({ kind }) => kind === 'session');
  const changes = countPuts(sessions);
  const ids = new Set(sessions.map(({ after }) => after.id));
  const closed = new Set(
    puts.flatMap(({ after }) =>
      'sessionId' in after && !ids.has(after.sessionId) ? [after.sessionId] : [],
    ),
  );
  return {
    ...{ importId, rows: slots.length, invalid: 0, sessions: changes.added },
    valid: runs.reduce((sum, run) => sum + run.slots.length, 0),
    ...{
      patients: 0,
      appointments: 0,
      slots: runs.reduce((sum, run) => sum + run.slots.length, 0),
    },
    problems: notes.sort((a, b) => a.line - b.line).slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    calendar: {
      ...{ ...changes, changed: changes.changed + closed.size },
      ...{
        unchanged: unchanged - closed.size,
        affected: 0,
        leftOut: notes.filter(isLeftOut).length,
      },
    },
  };
}
