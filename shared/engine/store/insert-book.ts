import type { Connector } from './session.ts';
import type { BookTable } from './tables.ts';

type NewBook = Pick<
  BookTable,
  | 'organisationId'
  | 'replica'
  | 'kind'
  | 'name'
  | 'branchId'
  | 'doctorId'
  | 'isCentral'
  | 'isSample'
  | 'centralUrl'
> & { readonly branchIds?: readonly string[] };

/** Opens the book of an organisation on this database. Before it, nothing can be written in it. */
export function insertBook(connector: Connector, book: NewBook): Promise<void> {
  return connector.withSession(async (session) => {
    await session.query(
      `insert into book (organisation_id, replica, kind, name, branch_id, doctor_id, is_central,
         is_sample, central_url, branch_ids, counter, seq, hlc, audit_no, audit_hash, cursor, acked, push_no)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, 0, '', 0, 0, 0)
       on conflict (organisation_id) do nothing`,
      [
        book.organisationId,
        book.replica,
        book.kind,
        book.name,
        book.branchId,
        book.doctorId,
        book.isCentral,
        book.isSample,
        book.centralUrl,
        book.branchIds ?? [],
      ],
    );
  });
}
