import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/** Whether the row with this alias was written here since central last had it. */
export const isUnsent = (
  tx: WriteTx,
  kind: string,
  alias: 's' | 't',
) => sql`exists (select 1 from dirty d
  where d.organisation_id = ${tx.book.organisationId} and d.kind = ${kind}
    and d.id = ${sql.ref(`${alias}.id`)})`;
