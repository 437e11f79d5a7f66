import { err, ok, type Result } from '../../../shared/core/result.ts';
import { guessMapping } from '../../../shared/domain/import/guess-mapping.ts';
import type { ImportRefusal, TableInspection } from '../../../shared/wire/desk/import.ts';
import { COLUMNS_MAX } from './table-row.ts';

/** So many rows of a table are looked at, headings included. */
export const ROWS_LOOKED_AT = 9;

type Described = Pick<
  TableInspection,
  'hasHeader' | 'header' | 'sample' | 'subject' | 'columns' | 'dateFormat'
>;

/** What the first rows of a table say of its columns. `hasHeader` is what a person said, if any. */
export function describeRows(
  rows: readonly (readonly string[])[],
  hasHeader: boolean | undefined,
): Result<Described, ImportRefusal> {
  const [first = []] = rows;
  if (first.length > COLUMNS_MAX) {
    return err({ kind: 'not-a-table', detail: `It has more than ${COLUMNS_MAX} columns.` });
  }
  const isHeader = hasHeader ?? first.every((cell) => cell !== '' && !/^[\d\s:./-]+$/.test(cell));
  const header = isHeader ? first : first.map((_, i) => `Column ${i + 1}`);
  const sample = rows.slice(isHeader ? 1 : 0, ROWS_LOOKED_AT - 1);
  return ok({ hasHeader: isHeader, header, sample, ...guessMapping(header, sample) });
}
