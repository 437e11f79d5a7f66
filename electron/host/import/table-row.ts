/** Ten times the slots of a clinic's ten years. */
export const ROWS_MAX = 1_000_000;
/** A table of slots or patients has a dozen. */
export const COLUMNS_MAX = 200;

export interface TableRow {
  /** The line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TableShape {
  readonly encoding: string;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Of an Excel file; the first if it has none of that name. */
  readonly sheet?: string | undefined;
  /** What each column stands for. Excel leaves out empty cells at the end of a row. */
  readonly columns: readonly string[];
}
