import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import {
  type CalendarItem,
  generateItems,
} from '../../../shared/domain/calendar/generate-items.ts';
import type { CalendarNote } from '../../../shared/domain/calendar/read-event.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { Branch } from '../../../shared/model/organisation.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import { knownTimeZone, type TimeZone } from '../../../shared/time/time-zone.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import { CALENDAR_ITEMS_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { daysWithin } from './days-within.ts';
import { type ReadCalendar, readCalendar } from './read-calendar.ts';
import type { StoredFile } from './store-file.ts';

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (rows: number) => void;
}

/** What a calendar has on the chosen days. */
export interface ReadItems {
  readonly branch: Branch;
  readonly within: Interval;
  readonly calendar: ReadCalendar;
  readonly items: readonly CalendarItem[];
  /** Of those days, what is told beside what `calendar` tells. */
  readonly notes: readonly CalendarNote[];
}

/** Reads a calendar of a doctor as times on the days that were chosen, by the branch's clocks. */
export async function readItems(
  engine: Engine,
  organisationId: string,
  stored: StoredFile,
  mapping: CalendarMapping,
  watch: Watch,
): Promise<Result<ReadItems, ImportRefusal>> {
  const { branch, doctor } = await engine.store.read(async (db) => ({
    branch: await loadRecord(db, organisationId, 'branch', mapping.branchId),
    doctor: await loadRecord(db, organisationId, 'doctor', mapping.doctorId),
  }));
  if (!branch) return err({ kind: 'unknown-place', what: 'branch' });
  if (!doctor) return err({ kind: 'unknown-place', what: 'doctor' });
  const zone = knownTimeZone(branch.timeZone);
  const within = daysWithin(mapping, zone);
  if (within === null) return err({ kind: 'no-such-days' });
  const reading = mapping.become === 'appointments' ? 'times-and-people' : 'times';
  const calendar = await readCalendar(stored, zone, watch, reading);
  if (!calendar.ok) return calendar;
  const found = await findItems(calendar.value, within, zone, watch);
  return found.ok ? ok({ ...{ branch, within }, calendar: calendar.value, ...found.value }) : found;
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
