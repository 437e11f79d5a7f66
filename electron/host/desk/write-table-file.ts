import { stringify } from 'csv-stringify/sync';

type Rows = readonly (readonly (string | number)[])[];

/**
 * Separated values as Excel opens them. What a spreadsheet would take for a formula has an
 * apostrophe before it: a name must not run on somebody's computer.
 */
export const writeCsv = (rows: Rows): Uint8Array =>
  Buffer.from(
    stringify(
      rows.map((row) => [...row]),
      { bom: true, escape_formulas: true, record_delimiter: 'windows' },
    ),
  );

/** A workbook, whose texts are texts, whatever they begin with. */
export async function writeSheets(
  sheets: readonly { readonly name: string; readonly rows: Rows }[],
): Promise<Uint8Array> {
  // Loaded with the first such file: every start would wait for it.
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) })),
  });
}
