import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { ImportPlan, ImportRefusal, ImportReport } from '../../../shared/wire/desk/import.ts';
import type { KeepWish } from '../../../shared/wire/desk/kept-calendar.ts';
import { causeOfImport, type ImportedBy } from './cause-of-import.ts';
import { checkAgainstBook } from './check-against-book.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkSlotList } from './check-slot-list.ts';
import { keepFetched, type Origin } from './kept/fetch-upload.ts';
import type { KeptCalendars } from './kept/keep-calendars.ts';
import type { KeepingHands } from './kept/read-kept.ts';
import type { UploadedFile } from './receive-upload.ts';
import { checkVisits } from './visits/check-visits.ts';
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

/** A file that was read as its plan has it, ready to be written. */
export interface CheckedUpload {
  readonly report: ImportReport;
  readonly write: (
    by: WriteWish,
    watch: {
      readonly isWanted: () => boolean;
      readonly onRows: (done: number, total: number) => void;
    },
  ) => Promise<Result<null, ImportRefusal>>;
}

/** What calendars at addresses are fetched and kept with, one thing at a time. */
type Keeping = KeepingHands & Pick<KeptCalendars, 'inTurn'>;

/** A dry run of a file, whatever it holds. */
export async function checkUpload(
  keeping: Keeping,
  /** Who would write it. */
  actor: Actor,
  upload: Upload,
  plan: ImportPlan,
  watch: Parameters<typeof checkCalendar>[4],
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const { engine, organisationId } = keeping;
  const { importId, stored } = upload;
  if (upload.origin) return checkFetched(keeping, upload, upload.origin, plan, watch);
  if (plan.subject === 'calendar' || plan.subject === 'slot-list') {
    const file = { ...upload, keptId: null };
    const checked =
      plan.subject === 'calendar'
        ? await checkCalendar(engine, organisationId, file, plan, watch)
        : await checkSlotList(engine, organisationId, upload, plan, watch);
    if (!checked.ok) return checked;
    return ok({
      report: checked.value.report,
      write: async (by, writing) => {
        const asked = { cause: causeOfImport(by, 'import'), accepts: by.accepts };
        const { value } = checked;
        const note = noteFile(upload, value);
        const written = await writeCalendar(engine, organisationId, asked, value, writing, {
          note,
        });
        return written.ok ? ok(null) : written;
      },
    });
  }
  if (plan.subject === 'appointments') {
    return checkVisits(engine, organisationId, { actor }, upload, plan, {
      ...watch,
      onRows: (done) => watch.onRows(done),
    });
  }
  const checked = await checkAgainstBook(engine, organisationId, importId, stored, plan, watch);
  if (!checked.ok) return checked;
  return ok({
    report: checked.value.report,
    write: (by, writing) => writeImport(engine, organisationId, upload, by, checked.value, writing),
  });
}

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
  const mapping = { ...plan, affected: 'displace', removesGone: true } as const;
  const file = { ...upload, keptId: origin.keptId };
  const checked = await checkCalendar(engine, organisationId, file, mapping, watch);
  if (!checked.ok) return checked;
  return ok({
    report: checked.value.report,
    write: async ({ keep, ...by }, writing) =>
      keep
        ? keeping.inTurn(() => keepFetched(keeping, by, origin, keep, checked.value, writing))
        : err({ kind: 'not-checked' }),
  });
}
