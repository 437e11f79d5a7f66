import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type {
  ImportMapping,
  ImportPlan,
  ImportRefusal,
  ImportReport,
} from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import type { KeepWish } from '../../../shared/wire/desk/kept-calendar.ts';
import { causeOfImport, type ImportedBy } from './cause-of-import.ts';
import { checkAgainstBook } from './check-against-book.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkSlotList } from './check-slot-list.ts';
import { keepFetched, type Origin } from './kept/fetch-upload.ts';
import type { KeptCalendars } from './kept/keep-calendars.ts';
import type { KeepingHands } from './kept/read-kept.ts';
import type { UploadedFile } from './receive-upload.ts';
import { readCalendarVisits } from './visits/read-calendar-visits.ts';
import { readTableVisits } from './visits/read-table-visits.ts';
import { tryVisits, type Watch, writeVisits } from './visits/run-visits.ts';
import { noteFile, writeCalendar } from './write-calendar.ts';
import { writeImport } from './write-import.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'> & {
  /** What the file is known again by. */
  readonly headerKey: string | null;
  /** Where it was fetched from; null if somebody uploaded it. */
  readonly origin: Origin | null;
};

/** How what was checked is written. */
interface WriteWish extends ImportedBy {
  /** How a calendar that was fetched is kept up with. */
  readonly keep?: KeepWish | undefined;
}

type Reported = Promise<Result<ImportReport, ImportRefusal>>;

/** A file that was read as its plan has it, ready to be written. */
export interface CheckedUpload {
  /** Rows that hold it up. */
  readonly invalid: number;
  /** What would become of it; of appointments that is known once they were booked, and given back. */
  readonly report: (watch: Watch) => Reported;
  /** Tells what became of it. */
  readonly write: (by: WriteWish, watch: Watch) => Reported;
}

/** What calendars at addresses are fetched and kept with, one thing at a time. */
type Keeping = KeepingHands & Pick<KeptCalendars, 'inTurn'>;

/** Reads a file, whatever it holds. Nothing is written. */
export async function checkUpload(
  keeping: Keeping,
  /** Who would write it. */
  actor: Actor,
  upload: Upload,
  plan: ImportPlan,
  watch: Parameters<typeof checkCalendar>[4],
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const { engine, organisationId } = keeping;
  if (upload.origin) return checkFetched(keeping, upload, upload.origin, plan, watch);
  if (plan.subject === 'appointments') {
    const read = await readTableVisits(engine, organisationId, upload, plan, watch);
    return read.ok ? ok(visitsOf(keeping, actor, read.value)) : read;
  }
  if (plan.subject === 'calendar' && plan.become === 'appointments') {
    const read = await readCalendarVisits(engine, organisationId, upload, plan, watch);
    return read.ok ? ok(visitsOf(keeping, actor, read.value)) : read;
  }
  return plan.subject === 'calendar' || plan.subject === 'slot-list'
    ? checkTimes(engine, organisationId, upload, plan, watch)
    : checkTable(engine, organisationId, upload, plan, watch);
}

/** A calendar of a doctor, or slots of others. */
async function checkTimes(
  engine: Engine,
  organisationId: string,
  upload: Upload,
  plan: Exclude<ImportPlan, ImportMapping>,
  watch: Parameters<typeof checkCalendar>[4],
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const checked =
    plan.subject === 'calendar'
      ? await checkCalendar(engine, organisationId, { ...upload, keptId: null }, plan, watch)
      : await checkSlotList(engine, organisationId, upload, plan, watch);
  if (!checked.ok) return checked;
  const { value } = checked;
  return ok({
    ...reported(value.report),
    write: async (by, writing) => {
      const asked = { cause: causeOfImport(by, 'import'), accepts: by.accepts };
      const hooks = { note: noteFile(upload, value) };
      const written = await writeCalendar(engine, organisationId, asked, value, writing, hooks);
      return written.ok ? ok(value.report) : written;
    },
  });
}

/** A table of patients, or of slots. */
async function checkTable(
  engine: Engine,
  organisationId: string,
  upload: Upload,
  plan: ImportMapping,
  watch: Parameters<typeof checkCalendar>[4],
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const { importId, stored } = upload;
  const checked = await checkAgainstBook(engine, organisationId, importId, stored, plan, watch);
  if (!checked.ok) return checked;
  const { value } = checked;
  return ok({
    ...reported(value.report),
    write: async (by, writing) => {
      const written = await writeImport(engine, organisationId, upload, by, value, writing);
      return written.ok ? ok(value.report) : written;
    },
  });
}

const reported = (report: ImportReport): Pick<CheckedUpload, 'invalid' | 'report'> => ({
  invalid: report.invalid,
  report: async () => ok(report),
});

const visitsOf = (
  { engine, organisationId }: Keeping,
  actor: Actor,
  file: Parameters<typeof tryVisits>[1],
): CheckedUpload => ({
  invalid: file.found.invalid,
  report: (watch) => tryVisits({ engine, organisationId }, file, { actor }, watch),
  write: (by, watch) => writeVisits({ engine, organisationId }, file, by, watch),
});

/** A calendar that is kept up with takes the time that it takes, and gives back what it gives up. */
async function checkFetched(
  keeping: Keeping,
  upload: Upload,
  origin: Origin,
  plan: ImportPlan,
  watch: Parameters<typeof checkCalendar>[4],
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const { engine, organisationId } = keeping;
  if (plan.subject !== 'calendar') return err({ kind: 'not-checked' });
  if (plan.become === 'appointments') return err({ kind: 'appointments-not-kept' });
  const mapping: CalendarMapping = { ...plan, affected: 'displace', removesGone: true };
  const file = { ...upload, keptId: origin.keptId };
  const checked = await checkCalendar(engine, organisationId, file, mapping, watch);
  if (!checked.ok) return checked;
  const { value } = checked;
  return ok({
    ...reported(value.report),
    write: async ({ keep, ...by }, writing) => {
      if (!keep) return err({ kind: 'not-checked' });
      const written = await keeping.inTurn(() =>
        keepFetched(keeping, by, origin, keep, value, writing),
      );
      return written.ok ? ok(value.report) : written;
    },
  });
}
