import type { ReadDb } from '../store/handles.ts';
import type { BookTable } from '../store/tables.ts';

/** The book of the only organisation a replica has; null before it was set up. */
export async function loadBook(db: ReadDb): Promise<BookTable | null> {
  const book = await db.kysely.selectFrom('book').selectAll().executeTakeFirst();
  return book ?? null;
}
