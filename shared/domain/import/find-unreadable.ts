/** What a decoder puts where bytes are no text in its encoding, and a character no table has. */
const UNREADABLE = /[\0\uFFFD]/;

/** The place of the first cell that was not written in the encoding it is read in; -1 if none. */
export const findUnreadable = (cells: readonly string[]): number =>
  cells.findIndex((cell) => UNREADABLE.test(cell));
