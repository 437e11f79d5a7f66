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

/**
 * Brings a store to this program's schema. Each migration is one transaction together with its
 * mark, so an interrupted one leaves the store as it was.
 */
export function migrate(connector: Connector): Promise<Result<{ applied: number }, StoreIsNewer>> {
  return connector.withSession(async (session) => {
    await session.query(
      'create table if not exists schema_version (no int4 primary key, name text not null)',
      [],
    );
    const store = await currentVersion(session);
    const program = MIGRATIONS.at(-1)?.no ?? 0;
    if (store > program) return err({ kind: 'store-is-newer', store, program });
    const missing = MIGRATIONS.filter((migration) => migration.no > store);
    for (const migration of missing) {
      await inTransaction(session, async () => {
        await session.script(migration.sql);
        await session.query('insert into schema_version values ($1, $2)', [
          migration.no,
          migration.name,
        ]);
        if (store > 0 && migration === missing.at(-1)) await unfoldExt(session);
      });
    }
    return ok({ applied: missing.length });
  });
}

async function currentVersion(session: Session): Promise<number> {
  const { rows } = await session.query(
    'select coalesce(max(no), 0)::int4 as no from schema_version',
    [],
  );
  return Number((rows[0] as { no: number }).no);
}

async function inTransaction(session: Session, run: () => Promise<void>): Promise<void> {
  await session.query('begin', []);
  try {
    await run();
    await session.query('commit', []);
  } catch (error) {
    await session.query('rollback', []);
    throw error;
  }
}
