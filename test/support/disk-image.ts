import type { Connector } from '../../shared/engine/store/session.ts';

/** Everything a database holds at one moment, by table and its columns. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;

/** Reads a book whole, as a copy of its disk or a backup would have it. */
export function takeImage(connector: Connector): Promise<DiskImage> {
  return connector.withSession(async (session) => {
    const image = new Map<string, Uint8Array>();
    const { rows } = await session.query(TARGETS, []);
    for (const { target } of rows as readonly { readonly target: string }[]) {
      image.set(target, await session.copyOut(target));
    }
    return image;
  });
}

/** Puts an image in the place of all that a database holds. */
export function putImage(connector: Connector, image: DiskImage): Promise<void> {
  return connector.withSession(async (session) => {
    await session.query('begin', []);
    // A disk is put back as it is: nothing follows from its rows.
    await session.query(`select set_config('session_replication_role', 'replica', true)`, []);
    const tables = [...image.keys()].map((target) => target.slice(0, target.indexOf(' ')));
    // One statement, or the database would let go of as many that the program goes on asking.
    const deletes = tables.map((table) => `delete from ${table};`).join(' ');
    await session.query(`do $$ begin ${deletes} end $$`, []);
    for (const [target, bytes] of image) {
      if (bytes.byteLength > 0) await session.copyIn(target, bytes);
    }
    await session.query('commit', []);
  });
}

/** Each table with the columns that are not computed. */
const TARGETS = `
  select c.relname || ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
    as target
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and c.relname <> 'schema_version'
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by c.relname order by c.relname`;
