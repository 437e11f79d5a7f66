import { err, ok, type Result } from '../../../shared/core/result.ts';
import { loadLastMapping } from '../../../shared/engine/import/load-import-facts.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type {
  ImportInspection,
  ImportPlan,
  ImportRefusal,
  ImportShape,
} from '../../../shared/wire/desk/import.ts';
import { inspectSlotList } from './check-slot-list.ts';
import { headerKey } from './header-key.ts';
import { calendarKey, inspectCalendar, isCalendar } from './inspect-calendar.ts';
import { inspectFile } from './inspect-file.ts';
import { inspectSheet } from './inspect-sheet.ts';
import { isWorkbook } from './open-workbook.ts';
import { readHead } from './read-bytes.ts';
import { isSlotList } from './read-slot-list.ts';
import type { UploadedFile } from './receive-upload.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'>;

/** What a file seems to hold, and what it is known again by; null if by nothing. */
export interface Inspected {
  readonly inspection: ImportInspection;
  readonly headerKey: string | null;
}

/** Looks at a file; one like it that was read in before tells how. */
export async function inspectUpload(
  engine: Engine,
  organisationId: string,
  upload: Upload,
  shape: ImportShape | null,
  isWanted: () => boolean,
): Promise<Result<Inspected, ImportRefusal>> {
  const remember = (key: string): Promise<ImportPlan | null> =>
    engine.store.read((db) => loadLastMapping(db, organisationId, key));
  const head = await beginningOf(upload);
  if (await isSlotList(head, upload.stored)) return inspectSlots(upload, isWanted, remember);
  if (!isCalendar(head)) return inspectTable(upload, shape, isWorkbook(head), remember);
  const found = await inspectCalendar(upload, isWanted);
  if (!found.ok) return found;
  const key = calendarKey(found.value.name, upload.name);
  const last = await remember(key);
  const remembered = last?.subject === 'calendar' ? last : null;
  return ok({ inspection: { ...found.value, remembered }, headerKey: key });
}

async function inspectSlots(
  upload: Upload,
  isWanted: () => boolean,
  remember: (key: string) => Promise<ImportPlan | null>,
): Promise<Result<Inspected, ImportRefusal>> {
  const found = await inspectSlotList(upload, isWanted);
  if (!found.ok) return found;
  const { inspection, key } = found.value;
  const last = await remember(key);
  const remembered = last?.subject === 'slot-list' ? last : null;
  return ok({ inspection: { ...inspection, remembered }, headerKey: key });
}

async function beginningOf({ stored }: Upload): Promise<Uint8Array> {
  try {
    return await readHead(stored);
  } catch {
    // What cannot be unpacked is told by whoever reads it as a table.
    return new Uint8Array();
  }
}

async function inspectTable(
  upload: Upload,
  shape: ImportShape | null,
  isExcel: boolean,
  remember: (key: string) => Promise<ImportPlan | null>,
): Promise<Result<Inspected, ImportRefusal>> {
  const { importId, name, stored } = upload;
  const found = isExcel
    ? await inspectSheet(upload, shape)
    : await inspectFile(importId, name, stored, shape);
  if (!found.ok) return found;
  const key = headerKey(found.value);
  const last = key === null ? null : await remember(key);
  if (last === null || last.subject === 'calendar' || last.subject === 'slot-list') {
    return ok({ inspection: found.value, headerKey: key });
  }
  const remembered = last;
  const { encoding } = found.value;
  // What was said of the letters of one file holds for the next, unless they are plainly others.
  const asBefore =
    shape === null && encoding !== 'utf-8' && encoding !== last.encoding
      ? await inspectFile(importId, name, stored, { ...found.value, encoding: last.encoding })
      : err(null);
  const inspection = asBefore.ok ? asBefore.value : found.value;
  return ok({ inspection: { ...inspection, remembered }, headerKey: key });
}
