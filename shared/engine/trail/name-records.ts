import type { ReadDb } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KIND_NAMES, RECORD_KINDS, sqlName } from '../store/record-kinds.ts';

/**
 * Names of records by their ids, of whatever kind they are: their own, else that of the patient, or
 * of the doctor, they are about. Ids of which this replica has nothing have none.
 */
export async function nameRecords(
  { session }: ReadDb,
  organisationId: string,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  const { rows } = await session.query(NAMES, [organisationId, ids]);
  const named = rows as readonly { readonly id: string; readonly name: string }[];
  return Object.fromEntries(named.map(({ id, name }) => [id, name]));
}

function namesOf(kind: RecordKind): readonly string[] {
  const { fields } = RECORD_KINDS[kind];
  const table = sqlName(kind);
  const isOne = `t.organisation_id = $1 and t.id = any ($2::uuid[])`;
  if (fields.includes('name')) return [`select t.id, t.name from ${table} t where ${isOne}`];
  const whose = ['patient', 'doctor'].find((one) => fields.includes(`${one}Id`));
  if (!whose) return [];
  return [
    `select t.id, w.name from ${table} t join ${whose} w
      on w.organisation_id = t.organisation_id and w.id = t.${whose}_id where ${isOne}`,
  ];
}

const NAMES = RECORD_KIND_NAMES.flatMap(namesOf).join('\nunion all ');
