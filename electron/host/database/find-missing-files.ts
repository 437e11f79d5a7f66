import type { Connector } from '../../../shared/engine/store/session.ts';
import { damagedBook } from './book-damage.ts';

/**
 * A table or index whose file is gone is noticed by PostgreSQL only when somebody asks for it.
 * Throws StoreUnusable for the first that is.
 */
export async function findMissingFiles(connector: Connector, folder: string): Promise<void> {
  const { rows } = await connector.withSession((session) => session.query(MISSING, []));
  const [missing] = rows as { readonly name: string; readonly path: string }[];
  if (missing) throw damagedBook(folder, `${missing.path}, which has ${missing.name}, is gone`);
}

const MISSING = `
  select relname as name, pg_relation_filepath(oid) as path from pg_class
  where relkind in ('r', 'i', 't', 'S', 'm') and relpersistence = 'p'
    and pg_stat_file(pg_relation_filepath(oid), true) is null
  limit 1`;
