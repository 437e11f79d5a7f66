import { COLUMNS_MAX } from './table-row.ts';
import { unpackPart, type ZipPart, zipParts } from './zip-parts.ts';

/** What stands in the way of reading a workbook, if anything does. */
export type WorkbookTrouble = 'broken' | 'too-large' | 'too-wide';

/** Unpacked, which its texts are held as. */
export const UNPACKED_BYTES_MAX = 96 * 1024 * 1024;
const PARTS_MAX = 2000;
/** Of all rows of a sheet, each as wide as its widest. */
const CELLS_MAX = 20_000_000;

/**
 * Unpacks a workbook once without keeping any of it, to know what reading it will cost: its
 * directory may lie, a few bytes may be a sheet without end, and one cell in the last of Excel's
 * columns makes a row as wide as that.
 */
export async function measureWorkbook(bytes: Buffer): Promise<WorkbookTrouble | null> {
  const parts = zipParts(bytes);
  if (parts === null || parts.length > PARTS_MAX) return 'broken';
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (total > UNPACKED_BYTES_MAX) return 'too-large';
  try {
    for (const part of parts) {
      const trouble = await measurePart(part);
      if (trouble !== null) return trouble;
    }
    return null;
  } catch {
    return 'broken';
  }
}

/** As much as stands before and after the end of a piece and belongs together. */
const SEAM = 200;
const SHEET = /<(?:[\w-]+:)?sheetData[\s/>]/;
const SHEET_END = /<\/(?:[\w-]+:)?sheetData\s*>|<(?:[\w-]+:)?sheetData[^<>]*\/>/;
const ROW = /<(?:[\w-]+:)?row[\s/>]/g;
const PLACE = /[\s"']r\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

async function measurePart(part: ZipPart): Promise<WorkbookTrouble | null> {
  let [bytes, rows, width] = [0, 0, 1];
  let [isSheet, isWhole] = [false, false];
  let seam = '';
  for await (const piece of unpackPart(part)) {
    bytes += piece.byteLength;
    if (bytes > part.bytes) return 'broken';
    const text = seam + piece.toString('latin1');
    isSheet ||= SHEET.test(text);
    isWhole ||= isSheet && SHEET_END.test(text);
    if (isSheet) {
      // What stands at a seam is counted twice, which is a little too careful.
      rows += text.match(ROW)?.length ?? 0;
      width = Math.max(width, widthOf(text));
      if (width > COLUMNS_MAX) return 'too-wide';
      if (rows * width > CELLS_MAX) return 'too-large';
    }
    seam = text.slice(-SEAM);
  }
  // Whoever reads it takes what is there, and says nothing of what is not.
  return isSheet && !isWhole ? 'broken' : null;
}

/** How many columns the places reach over; beyond any table where one is no place that is known. */
function widthOf(text: string): number {
  let width = 1;
  for (const [, double, single] of text.matchAll(PLACE)) {
    const letters = /^([A-Za-z]{0,2})\d{1,7}$/.exec(double ?? single ?? '')?.[1];
    if (letters === undefined) return Number.POSITIVE_INFINITY;
    const column = [...letters.toUpperCase()].reduce(
      (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
      0,
    );
    width = Math.max(width, column);
  }
  return width;
}
