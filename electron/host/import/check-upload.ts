import { ok, type Result } from '../../../shared/core/result.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { ImportPlan, ImportRefusal, ImportReport } from '../../../shared/wire/desk/import.ts';
import type { ImportedBy } from './cause-of-import.ts';
import { checkAgainstBook } from './check-against-book.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkSlotList } from './check-slot-list.ts';
import type { UploadedFile } from './receive-upload.ts';
import { writeCalendar } from './write-calendar.ts';
import { writeImport } from './write-import.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'> & {
  /** What the file is known again by. */
  readonly headerKey: string | null;
};

/** A file that was read as its plan has it, ready to be written. */
export interface CheckedUpload {
  readonly report: ImportReport;
  readonly write: (
    by: ImportedBy,
    watch: {
      readonly isWanted: () => boolean;
      readonly onRows: (done: number, total: number) => void;
    },
  ) => Promise<Result<null, ImportRefusal>>;
}

/** A dry run of a file, whatever it holds. */
export async function checkUpload(
  engine: Engine,
  organisationId: string,
  upload: Upload,
  plan: ImportPlan,
  watch: Parameters<typeof checkCalendar>[4],
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const { importId, stored } = upload;
  if (plan.subject === 'calendar' || plan.subject === 'slot-list') {
    const checked =
      plan.subject === 'calendar'
        ? await checkCalendar(engine, organisationId, upload, plan, watch)
        : await checkSlotList(engine, organisationId, upload, plan, watch);
    if (!checked.ok) return checked;
    return ok({
      report: checked.value.report,
      write: (by, writing) =>
        writeCalendar(engine, organisationId, upload, by, checked.value, writing),
    });
  }
  const checked = await checkAgainstBook(engine, organisationId, importId, stored, plan, watch);
  if (!checked.ok) return checked;
  return ok({
    report: checked.value.report,
    write: (by, writing) => writeImport(engine, organisationId, upload, by, checked.value, writing),
  });
}
