import type { Session } from './session.ts';

/** Columns of tables with `ext` that a migration may have added: all but key, version and place. */
const COLUMNS = `
  select c.relname as "table", a.attname as "column",
    format_type(a.atttypid, a.atttypmod) as "type"
  from pg_class c
  join pg_attribute e on e.attrelid = c.oid and e.attname = 'ext' and not e.attisdropped
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = '' and a.attname not in ('organisation_id', 'id', 'dot_replica',
      'dot_counter', 'vector', 'intent', 'hlc', 'ext', 'seq')
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/**
 * Puts where it belongs what a newer peer wrote while this program did not know the column: it was
 * kept in `ext`. To be run in the transaction of a migration.
 */
export async function unfoldExt(session: Session): Promise<void> {
  await session.query("select set_config('daybook.writing', 'yes', true)", []);
  const { rows } = await session.query(COLUMNS, []);
  for (const [table, columns] of Map.groupBy(rows as readonly Column[], (row) => row.table)) {
    const values = columns.map(
      ({ column, type }) =>
        `${column} = case when ext ? '${column}' then (ext ->> '${column}')::${type}
          else ${column} end`,
    );
    const names = `array[${columns.map(({ column }) => `'${column}'`).join(', ')}]`;
    await session.query(
      `update ${table} set ${values.join(', ')}, ext = nullif(ext - ${names}, '{}')
       where ext ?| ${names}`,
      [],
    );
  }
}
