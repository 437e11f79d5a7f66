import type { WriteTx } from '../store/handles.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';
import { isDerived, type WireKind } from './wire-columns.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  /** SQL for the value of a row that was written before the column existed. */
  readonly byDefault: string;
}

/**
 * Stages rows of a program that has other columns than this one. A column that only it knows is
 * kept in `ext`, as COPY writes its values, and travels on from there; one that only this program
 * knows has the value that `ext` brings back, else the one that stands here, else the default that
 * its migration gave it.
 */
export async function stageOtherVersion(
  tx: WriteTx,
  from: {
    readonly kind: WireKind;
    readonly stage: string;
    readonly columns: readonly string[];
    readonly bytes: Uint8Array;
  },
): Promise<void> {
  const { kind, stage, columns, bytes } = from;
  const { session, book } = tx;
  const known = await loadColumns(tx, stage, sqlName(kind));
  const unknown = columns.filter((column) => known.every(({ name }) => name !== column));
  const missing = known.filter(({ name }) => !columns.includes(name) && !isExtra(name));
  await session.query(
    `create temp table wide on commit drop as select * from ${stage} limit 0`,
    [],
  );
  for (const column of unknown) await session.query(`alter table wide add "${column}" text`, []);
  await session.copyIn(`wide (${columns.map((column) => `"${column}"`).join(', ')})`, bytes);
  const value = ({ name }: Column): string => {
    if (name === 'ext' && !isDerived(kind)) return ext(unknown, missing);
    if (name === 'base') return base(kind, unknown, missing);
    const absent = missing.find((column) => column.name === name);
    return absent ? given(absent) : `w.${name}`;
  };
  await session.query(
    `insert into ${stage} (${known.map(({ name }) => name).join(', ')})
     select ${known.map(value).join(', ')}
     from wide w left join ${sqlName(kind)} t on t.organisation_id = $1 and t.id = w.id`,
    [book.organisationId],
  );
  await session.query('drop table wide', []);
}

const isExtra = (name: string): boolean => ['base_dot', 'base', 'trail'].includes(name);

const object = (json: string): string =>
  `case when jsonb_typeof(${json}) = 'object' then ${json} else '{}' end`;
const EXT = object('w.ext');
const BASE_EXT = object("w.base -> 'ext'");

const textArray = (names: readonly string[]): string =>
  `array[${names.map((name) => `'${name}'`).join(', ')}]::text[]`;

const given = ({ name, type, byDefault }: Column): string => `case
  when (${EXT}) ? '${name}' then ((${EXT}) ->> '${name}')::${type}
  when t.id is not null then t.${name} else ${byDefault} end`;

const ext = (unknown: readonly string[], missing: readonly Column[]): string => {
  const added = unknown.map((name) => `'${name}', w."${name}"`).join(', ');
  return `nullif((${EXT}) - ${textArray(missing.map(({ name }) => name))}
    || jsonb_build_object(${added}), '{}')`;
};

/** The base speaks of fields by their names; what only one end knows is translated likewise. */
function base(kind: WireKind, unknown: readonly string[], missing: readonly Column[]): string {
  const known = missing
    .map(({ name, type }) => {
      const cast = `to_jsonb(((${BASE_EXT}) ->> '${name}')::${type})`;
      return `|| case when (${BASE_EXT}) ? '${name}'
        then jsonb_build_object('${fieldName(kind, name)}', ${cast}) else '{}' end`;
    })
    .join(' ');
  const kept = unknown
    .map((name) => {
      const field = `w.base -> '${camelCase(name)}'`;
      // COPY writes true as t.
      const text = `case jsonb_typeof(${field}) when 'boolean'
        then left(${field} #>> '{}', 1) else ${field} #>> '{}' end`;
      return `|| case when w.base ? '${camelCase(name)}'
        then jsonb_build_object('${name}', ${text}) else '{}' end`;
    })
    .join(' ');
  const rest = `(${BASE_EXT}) - ${textArray(missing.map(({ name }) => name))} ${kept}`;
  return `case when jsonb_typeof(w.base) <> 'object' then w.base
    else (w.base - 'ext') ${known} || jsonb_build_object('ext', ${rest}) end`;
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const fieldName = (kind: WireKind, column: string): string =>
  isDerived(kind)
    ? column
    : (RECORD_KINDS[kind].fields.find((field) => sqlName(field) === column) ?? column);

/** The stage's columns, with the defaults of the table that it stands beside. */
async function loadColumns(tx: WriteTx, stage: string, table: string): Promise<readonly Column[]> {
  const { rows } = await tx.session.query(
    `select s.attname as name, format_type(s.atttypid, s.atttypmod) as type,
       coalesce(pg_get_expr(d.adbin, d.adrelid), 'null') as "byDefault"
     from pg_attribute s
     left join pg_attribute a on a.attrelid = to_regclass('public.' || $2) and a.attname = s.attname
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where s.attrelid = to_regclass('pg_temp.' || $1) and s.attnum > 0 and not s.attisdropped
     order by s.attnum`,
    [stage, table],
  );
  return rows as Column[];
}
