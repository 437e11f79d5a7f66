type Cell = string | number | boolean | Date | null | undefined;

/** What Excel shows where a formula came to nothing. */
const ERRORS = new Set(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!']);
/** Is read as text that nobody can read, wherever it stands. */
const UNREADABLE = '\uFFFD';
/** A time without a day is one of these: Excel counts from there, on a PC and on an old Mac. */
const NO_DAY = /^(?:1899-12-3[01]|1904-01-01)T(?!00:00:00)/;

/** The text of a cell, as a table of separated values would have it. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dateText(cell);
  const text = String(cell);
  return ERRORS.has(text) ? UNREADABLE + text : text;
}

/** Excel's dates have no zone: a day, a time, or both with a blank between. */
function dateText(date: Date): string {
  const seconds = Math.round(date.getTime() / 1000);
  if (Number.isNaN(seconds)) return UNREADABLE;
  const text = new Date(seconds * 1000).toISOString();
  const [day = '', time = ''] = text.slice(0, 19).split('T');
  if (NO_DAY.test(text)) return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}
