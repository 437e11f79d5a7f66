import type { ReadDb } from '../store/handles.ts';
import type { BookTable } from '../store/tables.ts';

/**
 * The book of an organisation; without its name that of the only one a replica has. Null if there
 * is none.
 */
export async function loadBook(
  db: ReadDb,
  organisationId: string | null = null,
): Promise<BookTable | null> {
  const books = db.kysely.selectFrom('book').selectAll();
  const book = await (organisationId === null
    ? books.orderBy('organisationId')
    : books.where('organisationId', '=', organisationId)
  ).executeTakeFirst();
  return book ?? null;
}
