import { sql } from 'kysely';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';

/** Where an appointment was: who could see it there. */
export interface FormerPlace {
  readonly id: string;
  readonly branchId: string;
  readonly doctorId: string;
}

/** The places, in central's book, of appointments that the staged versions have elsewhere. */
export async function loadFormerPlaces(tx: WriteTx): Promise<readonly FormerPlace[]> {
  const { rows } = await sql<FormerPlace>`
    select t.id, t.branch_id, t.doctor_id
    from stage_appointment s
    join appointment t on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
    where t.branch_id <> s.branch_id or t.doctor_id <> s.doctor_id`.execute(tx.kysely);
  return rows;
}

/**
 * Whoever loses sight of an appointment has to be told, or it would be shown there for ever as it
 * was: where it was before, where the sender has it, and the sender itself, which may have made it
 * for another branch. Asked when the staged versions are merged, as the merge may decide otherwise.
 */
export async function noteDepartures(
  tx: WriteTx,
  device: DeviceTable,
  former: readonly FormerPlace[],
): Promise<void> {
  const { organisationId } = tx.book;
  const { rows } = await sql`
    insert into departed (organisation_id, scope, kind, id, seq)
    select distinct ${organisationId}::uuid, seen.scope, 'appointment', t.id,
      ${tx.nextSeq()}::int8
    from (
      select id, "branchId" as branch_id, "doctorId" as doctor_id
        from jsonb_to_recordset(${JSON.stringify(former)}::jsonb)
          as f(id uuid, "branchId" uuid, "doctorId" uuid)
      union all select id, branch_id, doctor_id from stage_appointment
      union all select id, coalesce(${device.branchId}::uuid, branch_id),
        coalesce(${device.doctorId}::uuid, doctor_id) from stage_appointment) as place
    join appointment t on t.organisation_id = ${organisationId} and t.id = place.id
    cross join lateral (values
      ('branch:' || place.branch_id, place.branch_id <> t.branch_id),
      ('doctor:' || place.doctor_id, place.doctor_id <> t.doctor_id)) as seen(scope, away)
    where (place.branch_id <> t.branch_id or place.doctor_id <> t.doctor_id) and seen.away
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq
    returning 1`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('departed');
}
