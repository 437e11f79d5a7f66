import type { BookTable } from './tables.ts';

/** Whether sessions are confirmed here: at central, or where there is no central to ask. */
export const confirmsItself = (book: Pick<BookTable, 'isCentral' | 'centralUrl'>): boolean =>
  book.isCentral || book.centralUrl === null;
