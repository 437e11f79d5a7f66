import { type RawBuilder, sql } from 'kysely';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';

/**
 * Whether a field of the staged row, over alias `s`, that is merged as a set is none: no list of
 * texts, in the row or in what it says to be made from.
 */
export function brokenSets(kind: RecordKind): RawBuilder<boolean> {
  const fields = RECORD_KINDS[kind].groups
    .filter(({ rule }) => rule === 'add-wins')
    .flatMap((group) => group.fields);
  const ofFields = fields.map((field) => {
    const [column, before] = [sql.ref(`s.${sqlName(field)}`), sql`s.base -> ${sql.lit(field)}`];
    return sql`(case when array_ndims(${column}) > 1 then true
        else array_position(${column}, null) is not null end)
      or case jsonb_typeof(${before})
        when 'array' then jsonb_path_exists(${before}, '$[*] ? (@.type() <> "string")')
        when 'null' then false
        else ${before} is not null end`;
  });
  return ofFields.length === 0 ? sql`false` : sql`(${sql.join(ofFields, sql` or `)})`;
}
