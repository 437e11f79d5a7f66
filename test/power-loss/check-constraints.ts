/** A database that is asked in one session. */
export interface Asked {
  readonly query: (sql: string) => Promise<{ readonly rows: readonly unknown[] }>;
  readonly exec: (sql: string) => Promise<unknown>;
}

/** Every check and every exclusion that the schema states, asked of the rows themselves. */
export async function checkConstraints(database: Asked): Promise<readonly string[]> {
  await database.exec(
    'set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off',
  );
  const stated = await database.query(CONSTRAINTS);
  const problems: string[] = [];
  for (const { name, violations } of stated.rows as readonly Stated[]) {
    const found = await database.query(violations);
    const { count } = found.rows[0] as { readonly count: number };
    if (count > 0) problems.push(`${name} is violated ${count} times`);
  }
  await database.exec(
    'reset enable_indexscan; reset enable_bitmapscan; reset enable_indexonlyscan',
  );
  return problems;
}

interface Stated {
  readonly name: string;
  readonly violations: string;
}

/** For each constraint the query that counts what it should have prevented. */
const CONSTRAINTS = `
  select conrelid::regclass || '.' || conname as name,
    format('select count(*)::int4 as count from %s where not (%s)', conrelid::regclass,
      pg_get_expr(conbin, conrelid)) as violations
  from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
  union all
  select conrelid::regclass || '.' || conname,
    format('with held as (select row_number() over () as no, %s from %s where %s)
            select count(*)::int4 as count from held a join held b on a.no < b.no and %s',
      (select string_agg(format('(%s) as key_%s', pg_get_indexdef(conindid, k.no::int4, true), k.no), ', ')
       from unnest(conexclop) with ordinality as k(operator, no)),
      conrelid::regclass, coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'),
      (select string_agg(format('a.key_%1$s %2$s b.key_%1$s', k.no, o.oprname), ' and ')
       from unnest(conexclop) with ordinality as k(operator, no)
       join pg_operator o on o.oid = k.operator))
  from pg_constraint join pg_index i on i.indexrelid = conindid
  where contype = 'x' and connamespace = 'public'::regnamespace`;
