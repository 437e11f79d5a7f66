import { derivedId } from '../../../../shared/core/ids.ts';
import { err, ok, type Result } from '../../../../shared/core/result.ts';
import type { CalendarItem } from '../../../../shared/domain/calendar/generate-items.ts';
import { readVisitEvent } from '../../../../shared/domain/import/read-visit-event.ts';
import { loadCalendarMade } from '../../../../shared/engine/import/load-calendar-made.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import { loadRecords } from '../../../../shared/engine/queries/load-record.ts';
import type { Interval } from '../../../../shared/time/interval.ts';
import type { ImportProblem, ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../../shared/wire/desk/import-calendar.ts';
import { IMPORTED_VISITS_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import { calendarKey } from '../inspect-calendar.ts';
import { isLeftOut } from '../is-left-out.ts';
import { readItems } from '../read-items.ts';
import type { UploadedFile } from '../receive-upload.ts';
import type { VisitList, VisitNames } from './book-visits.ts';
import type { ReadVisits } from './run-visits.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'>;

const DAY_MS = 86_400_000;

/** Reads the events of a calendar as appointments of a doctor. Nothing is booked. */
export async function readCalendarVisits(
  engine: Engine,
  organisationId: string,
  upload: Upload,
  mapping: CalendarMapping,
  watch: { readonly isWanted: () => boolean; readonly onRows: (rows: number) => void },
): Promise<Result<ReadVisits, ImportRefusal>> {
  const read = await readItems(engine, organisationId, upload.stored, mapping, watch);
  if (!read.ok) return read;
  const { calendar, items, within, notes } = read.value;
  const problems: ImportProblem[] = [...calendar.notes, ...notes];
  const events = items.filter((item) => isVisit(item, problems));
  if (events.length > IMPORTED_VISITS_MAX) {
    return err({ kind: 'too-many-events', max: IMPORTED_VISITS_MAX });
  }
  const headerKey = calendarKey(calendar.name, upload.name);
  const list: VisitList = {
    ...{ branchId: mapping.branchId, doctorId: mapping.doctorId },
    ...{ serviceId: mapping.visits?.serviceId ?? null, meanings: [] },
    ...{ size: events.length, rows: (names) => events.map((one) => rowOf(one, names)) },
    idOf: ({ id }, doctorId, again) => derivedId(doctorId, `visit:event:${again}:${id}`),
    strangers: mapping.visits?.takesNew ? 'new-and-told' : 'left-out',
    loadBrought: mapping.removesGone
      ? async (db) => {
          const ids = await loadCalendarMade(db, organisationId, headerKey, mapping);
          return (await loadRecords(db, organisationId, 'appointment', ids)).filter((visit) =>
            isWithin(visit, within),
          );
        }
      : null,
  };
  return ok({
    ...{ upload: { ...upload, headerKey }, plan: mapping, list },
    found: {
      rows: calendar.events,
      invalid: 0,
      leftOut: problems.filter(isLeftOut).length,
      problems,
    },
  });
}

const rowOf = (item: CalendarItem, { services, doctors, isName }: VisitNames) =>
  readVisitEvent(item, {
    services: services.map(({ name }) => name),
    doctors: doctors.map(({ name }) => name),
    isPatient: isName,
  });

const isWithin = ({ startMs }: Interval, within: Interval): boolean =>
  startMs >= within.startMs && startMs < within.endMs;

/** Whether an event can be somebody's appointment; if not, why is added to what is told. */
function isVisit(item: CalendarItem, problems: ImportProblem[]): boolean {
  const { line, title, startMs, endMs } = item;
  const kind = item.isFree
    ? 'free-time'
    : item.isWholeDay
      ? 'whole-day'
      : endMs - startMs > DAY_MS
        ? 'too-long'
        : null;
  if (kind !== null) problems.push({ line, column: 'DTSTART', value: title, kind });
  return kind === null;
}
