import type { Connector, Session } from '../../../shared/engine/store/session.ts';

/** What an import or a template writes rows into, each with the column that says since when. */
const TABLES = {
  patient: 'seq',
  series: 'seq',
  session: 'seq',
  slot: 'seq',
  appointment: 'seq',
  claim: 'seq',
  booking_right: 'seq',
  dirty: 'counter',
  audit: 'no',
} as const;
type Table = keyof typeof TABLES;

/** Where a book stands in each of its counts. */
export interface Place {
  readonly seq: number;
  readonly counter: number;
  readonly no: number;
}

export type TakenRows = readonly { readonly table: Table; readonly json: string }[];

const LAST = Number.MAX_SAFE_INTEGER;
/** Rows of one statement. */
const ROWS_AT_ONCE = 1000;

export const placeOf = (connector: Connector): Promise<Place> =>
  connector.withSession(async (session) => {
    const { rows } = await session.query('select seq, counter, audit_no as no from book', []);
    return rows[0] as Place;
  });

/** All rows that were written since (and up to `until`), in the lists that `writeRows` writes. */
export const takeRows = (
  connector: Connector,
  since: Place,
  until: Place = { seq: LAST, counter: LAST, no: LAST },
): Promise<TakenRows> =>
  connector.withSession(async (session) => {
    const taken: { table: Table; json: string }[] = [];
    for (const [table, column] of Object.entries(TABLES) as [Table, keyof Place][]) {
      const { rows } = await session.query(
        `select jsonb_agg(to_jsonb(t))::text as json from (
           select *, row_number() over () / ${ROWS_AT_ONCE} as turn from ${table}
           where ${column} > $1 and ${column} <= $2) as t group by turn`,
        [since[column], until[column]],
      );
      for (const { json } of rows as readonly { json: string }[]) taken.push({ table, json });
    }
    return taken;
  });

/**
 * The peer of whatever wrote them: the same rows into the same tables of another book, with the same
 * indexes and constraints, by statements of a thousand rows in one transaction, on disk with fsync.
 */
export const writeRows = (connector: Connector, taken: TakenRows): Promise<void> =>
  connector.withSession(async (session) => {
    const columns = await columnsOf(session);
    await session.query('begin', []);
    await session.query("select set_config('daybook.writing', 'yes', true)", []);
    for (const { table, json } of taken) {
      const names = columns.get(table) ?? '';
      await session.query(
        `insert into ${table} (${names})
         select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [json],
      );
    }
    await session.query('commit', []);
  });

/** All but what a table works out by itself. */
async function columnsOf(session: Session): Promise<ReadonlyMap<string, string>> {
  const { rows } = await session.query(
    `select table_name as name, string_agg(column_name, ', ') as columns
     from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER'
     group by table_name`,
    [],
  );
  return new Map(
    (rows as { name: string; columns: string }[]).map((row) => [row.name, row.columns]),
  );
}
