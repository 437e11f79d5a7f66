import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/** A record, and the one that it went on as before it was written anew. */
interface FormerPerson {
  readonly id: string;
  readonly person: string;
}

/** Which of the staged patients go on as another in central's book. */
export async function loadFormerPersons(tx: WriteTx): Promise<readonly FormerPerson[]> {
  const { rows } = await sql<FormerPerson>`
    select t.id, t.merged_into as person
    from stage_patient s
    join patient t on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
    where t.merged_into is not null`.execute(tx.kysely);
  return rows;
}

/**
 * Whoever saw somebody only as whom another record goes on as has to be told when it does so no
 * more. Who sees them otherwise is told nothing.
 */
export async function notePartedPersons(
  tx: WriteTx,
  former: readonly FormerPerson[],
): Promise<void> {
  if (former.length === 0) return;
  const { organisationId } = tx.book;
  const { rows } = await sql`
    with recursive parted as (select t.id as of, f.person as id, t.branch_id
      from jsonb_to_recordset(${JSON.stringify(former)}::jsonb) as f(id uuid, person uuid)
      join patient t on t.organisation_id = ${organisationId} and t.id = f.id
      where t.merged_into is distinct from f.person),
    onward as (select of, id from parted
      union select o.of, p.merged_into from onward o
        join patient p on p.organisation_id = ${organisationId} and p.id = o.id
        where p.merged_into is not null),
    seen as (select of, 'branch:' || branch_id as scope from parted
      union select p.of, place.scope from parted p
        join appointment a on a.organisation_id = ${organisationId} and a.patient_id = p.of
        cross join lateral (values ('branch:' || a.branch_id), ('doctor:' || a.doctor_id))
          as place(scope))
    insert into departed (organisation_id, scope, kind, id, seq)
    select distinct ${organisationId}::uuid, seen.scope, 'patient', onward.id,
      ${tx.nextSeq()}::int8
    from onward join seen on seen.of = onward.of
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq
    returning 1`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('departed');
}
