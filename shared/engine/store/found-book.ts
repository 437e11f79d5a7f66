import type { Connector, Session } from './session.ts';

/** Names the lock under which organisations are founded, among advisory locks: "found". */
const FOUNDING = 0x666f756e;

/**
 * Opens central's book for another organisation, which is to be set up in it next. A book that was
 * opened before and got no organisation is used now. `first`: only if central has no organisation
 * yet; null if it has. Of several processes that are asked at once, one goes after the other.
 */
export function foundBook(
  connector: Connector,
  organisationId: string,
  { first }: { readonly first: boolean },
): Promise<string | null> {
  return connector.withSession(async (session) => {
    await session.query('begin', []);
    try {
      await session.query('select pg_advisory_xact_lock($1)', [FOUNDING]);
      const found = await openBook(session, organisationId, first);
      await session.query('commit', []);
      return found;
    } catch (error) {
      await session.query('rollback', []);
      throw error;
    }
  });
}

async function openBook(
  session: Session,
  organisationId: string,
  first: boolean,
): Promise<string | null> {
  const { rows } = await session.query(
    `select b.organisation_id as id, exists (select 1 from organisation o
       where o.organisation_id = b.organisation_id) as used
     from book b order by used limit 1`,
    [],
  );
  const [book] = rows as { readonly id: string; readonly used: boolean }[];
  if (book && !book.used) return book.id;
  if (book && first) return null;
  await session.query(
    `insert into book (organisation_id, replica, kind, name, is_central, is_sample, counter, seq,
       hlc, audit_no, audit_hash, cursor, acked, push_no)
     values ($1, 'central', 'central', 'Central', true, false, 0, 0, 0, 0, '', 0, 0, 0)`,
    [organisationId],
  );
  return organisationId;
}
