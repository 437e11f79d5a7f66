import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import type { NearVisit } from '../../model/near-visit.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { BookTable } from '../store/tables.ts';
import { takeNearAway } from '../store/take-near-away.ts';
import type { KnownReplica } from './load-neighbours.ts';

/**
 * Shows what another replica told, in the place of what it told before; returns how many visits that
 * are. Left out is what it has no say in, what is not for this replica to know, and what this one
 * knows itself, as it is or as something later. Nothing of the book is written.
 */
export const takeTold = (
  store: Store,
  organisationId: string,
  from: KnownReplica,
  visits: readonly NearVisit[],
): Promise<number> =>
  store.write(organisationId, causeOf(from.name), async (tx) => {
    const told = visits.filter((visit) => isFrom(from, visit) && isFor(tx.book, visit));
    const rows = told.map(({ dot, ...visit }) => ({
      ...visit,
      id: derivedId(organisationId, `near ${from.replica} ${visit.appointmentId}`),
      dotReplica: dot.replica,
      dotCounter: dot.counter,
    }));
    return replaceTold(tx, from.replica, JSON.stringify(rows));
  });

/** What anybody told who is not listened to any more, or all of it, is not shown any more. */
export const forgetTold = (
  store: Store,
  organisationId: string,
  replica: string | null,
): Promise<void> =>
  store.write(organisationId, causeOf(replica ?? 'near'), async (tx) => {
    const whose = replica === null ? sql`true` : sql`replica = ${replica}`;
    await takeNearAway(tx, whose);
  });

const isFrom = ({ branchId, doctorId }: KnownReplica, visit: NearVisit): boolean =>
  doctorId === null ? visit.branchId === branchId : visit.doctorId === doctorId;

function isFor({ branchId, doctorId }: BookTable, visit: NearVisit): boolean {
  const isOwn = doctorId === null ? visit.branchId === branchId : visit.doctorId === doctorId;
  return isOwn || (doctorId === null && visit.patientName === null && visit.serviceId === null);
}

const COLUMNS = `id uuid, "appointmentId" uuid, "dotReplica" text, "dotCounter" int8,
  "branchId" uuid, "doctorId" uuid, "startMs" int8, "endMs" int8, "serviceId" uuid,
  "patientName" text`;

async function replaceTold(tx: WriteTx, replica: string, json: string): Promise<number> {
  const { organisationId } = tx.book;
  await tx.session.query(
    `create temp table if not exists told_visit (${COLUMNS}) on commit drop`,
    [],
  );
  await sql`insert into told_visit
    select r.* from jsonb_to_recordset(${json}::jsonb) as r (${sql.raw(COLUMNS)})
    where not exists (select 1 from appointment a
        where a.organisation_id = ${organisationId}::uuid and a.id = r."appointmentId"
          and (a.dot_replica = r."dotReplica" and a.dot_counter = r."dotCounter"
            or (a.vector ->> r."dotReplica")::int8 >= r."dotCounter"))
      and not exists (select 1 from claim c
        where c.organisation_id = ${organisationId}::uuid and c.id = r."appointmentId"
          and r."patientName" is null and c.doctor_id = r."doctorId"
          and c.start_ms = r."startMs" and c.end_ms = r."endMs")`.execute(tx.kysely);
  await takeNearAway(
    tx,
    sql`replica = ${replica} and not exists (select 1 from told_visit r where r.id = t.id)`,
  );
  const { rows } = await sql<{ count: number; fresh: number }>`
    select count(*)::int4 as count,
      count(*) filter (where ${isFresh(organisationId)})::int4 as fresh
    from told_visit r`.execute(tx.kysely);
  const { count = 0, fresh = 0 } = rows[0] ?? {};
  if (fresh > 0) await writeFresh(tx, replica);
  return count;
}

/** Whether the told visit with alias `r` is not shown yet as it is told. */
const isFresh = (organisationId: string) => sql`not exists (select 1 from near_visit t
  where t.organisation_id = ${organisationId}::uuid and t.id = r.id
    and t.dot_replica = r."dotReplica" and t.dot_counter = r."dotCounter"
    and t.patient_name is not distinct from r."patientName")`;

async function writeFresh(tx: WriteTx, replica: string): Promise<void> {
  const { organisationId } = tx.book;
  await sql`
    insert into near_visit (organisation_id, id, replica, appointment_id, dot_replica, dot_counter,
      branch_id, doctor_id, start_ms, end_ms, service_id, patient_name, seq)
    select ${organisationId}::uuid, r.id, ${replica}, r."appointmentId", r."dotReplica",
      r."dotCounter", r."branchId", r."doctorId", r."startMs", r."endMs", r."serviceId",
      r."patientName", ${tx.nextSeq()}::int8
    from told_visit r where ${isFresh(organisationId)}
    on conflict (organisation_id, id) do update set dot_replica = excluded.dot_replica,
      dot_counter = excluded.dot_counter, branch_id = excluded.branch_id,
      doctor_id = excluded.doctor_id, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
      service_id = excluded.service_id, patient_name = excluded.patient_name,
      seq = excluded.seq`.execute(tx.kysely);
  tx.touched('nearVisit');
}

const causeOf = (actorName: string) => ({
  intentId: null,
  intentKind: 'near',
  actorId: null,
  actorName,
  role: 'replica',
  desk: 'near',
  source: 'sync' as const,
  reason: null,
});
