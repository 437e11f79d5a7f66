import { err, ok, type Result } from '../../core/result.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import type { Connector, Session } from './session.ts';
import { unfoldExt } from './unfold-ext.ts';

/** A store written by a newer version of the program than this one. */
export interface StoreIsNewer {
  readonly kind: 'store-is-newer';
  readonly store: number;
  readonly program: number;
}

/** Names the lock under which a store is migrated, among advisory locks: "dayb". */
const MIGRATING = 0x64617962;

/**
 * Brings a store to this program's schema. Each migration is one transaction together with its
 * mark, so an interrupted one leaves the store as it was. Of several processes that start on one
 * database each waits for the other's migration, and goes on from what it then finds. `before` is
 * asked when a store that was in use is about to change, and may stop that by throwing.
 */
export function migrate(
  connector: Connector,
  before: (session: Session) => Promise<void> = async () => undefined,
): Promise<Result<{ applied: number }, StoreIsNewer>> {
  return connector.withSession(async (session) => {
    const found = await inTurn(session, async () => {
      await session.query(
        'create table if not exists schema_version (no int4 primary key, name text not null)',
        [],
      );
      return currentVersion(session);
    });
    const program = MIGRATIONS.at(-1)?.no ?? 0;
    if (found > program) return err({ kind: 'store-is-newer', store: found, program });
    if (found > 0 && found < program) await before(session);
    let applied = 0;
    for (const { no, name, sql } of MIGRATIONS.slice(found)) {
      await inTurn(session, async () => {
        if ((await currentVersion(session)) >= no) return;
        await session.script(sql);
        await session.query('insert into schema_version values ($1, $2)', [no, name]);
        if (found > 0 && no === program) await unfoldExt(session);
        applied += 1;
      });
    }
    return ok({ applied });
  });
}

async function currentVersion(session: Session): Promise<number> {
  const { rows } = await session.query(
    'select coalesce(max(no), 0)::int4 as no from schema_version',
    [],
  );
  return Number((rows[0] as { no: number }).no);
}

/** One transaction, while no other process migrates this store. */
async function inTurn<T>(session: Session, run: () => Promise<T>): Promise<T> {
  await session.query('begin', []);
  try {
    await session.query('select pg_advisory_xact_lock($1)', [MIGRATING]);
    const result = await run();
    await session.query('commit', []);
    return result;
  } catch (error) {
    await session.query('rollback', []);
    throw error;
  }
}
