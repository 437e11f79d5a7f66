import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/**
 * The frame that was on its way is answered: what was edited meanwhile is from here on made from
 * the version in it. Compared with the one before, the edit that central has would stand against
 * the one that replaces it. Of what is in the frame that is ready to follow, central knows nothing yet.
 */
export const takeBatchAsBase = ({ book, kysely }: WriteTx): Promise<unknown> =>
  sql`with answered as (
      delete from push_batch where organisation_id = ${book.organisationId}
        and max_counter <= ${book.acked} returning 1)
    update dirty set base = next_base, base_dot = next_base_dot,
      next_base = null, next_base_dot = null
    where organisation_id = ${book.organisationId} and next_base is not null
      and substring(next_base_dot from '[0-9]+$')::int8 <= ${book.acked}
      and exists (select 1 from answered)`.execute(kysely);

/** The frames on their way will not be sent again, and central may not have them. */
export const dropBatch = ({ book, kysely }: WriteTx): Promise<unknown> =>
  sql`with dropped as (
      delete from push_batch where organisation_id = ${book.organisationId} returning 1)
    update dirty set next_base = null, next_base_dot = null
    where organisation_id = ${book.organisationId} and next_base is not null
      and exists (select 1 from dropped)`.execute(kysely);
