import { sql } from 'kysely';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { NearVisit } from '../../model/near-visit.ts';
import { NEAR_VISITS_MAX } from '../../wire/near/near-line.ts';
import type { ReadDb } from '../store/handles.ts';
import { ofPerson } from '../store/person.ts';
import type { BookTable } from '../store/tables.ts';
import type { KnownReplica } from './load-neighbours.ts';

const DAY_MS = 86_400_000;
/** Of what is told: from yesterday to four weeks ahead. */
const DAYS_BACK = 1;
const DAYS_AHEAD = 28;

type Whose = Pick<BookTable, 'organisationId' | 'branchId' | 'doctorId'>;
type Told = Pick<KnownReplica, 'branchId' | 'doctorId'>;

/**
 * The visits of this replica's own branch or doctor that another may know of, as central would tell
 * it: whole those at its branch or of its doctor; of others only that the time of a doctor who works
 * at its branch is taken. The earliest first, at most `NEAR_VISITS_MAX`.
 */
export async function loadTold(
  db: ReadDb,
  own: Whose,
  to: Told,
  nowMs: number,
): Promise<readonly NearVisit[]> {
  const mine =
    own.doctorId === null
      ? sql`a.branch_id = ${own.branchId}::uuid`
      : sql`a.doctor_id = ${own.doctorId}::uuid`;
  const whole =
    to.doctorId === null
      ? sql`a.branch_id = ${to.branchId}::uuid`
      : sql`a.doctor_id = ${to.doctorId}::uuid`;
  const busy =
    to.branchId === null
      ? sql`false`
      : sql`exists (select 1 from doctor_branch w where w.organisation_id = a.organisation_id
          and w.doctor_id = a.doctor_id and w.branch_id = ${to.branchId}::uuid and not w.deleted)`;
  const { rows } = await sql<Omit<NearVisit, 'dot'> & { replica: string; counter: number }>`
    select a.id as appointment_id, a.dot_replica as replica, a.dot_counter as counter,
      a.branch_id, a.doctor_id, a.start_ms, a.end_ms,
      case when ${whole} then a.service_id end as service_id,
      case when ${whole} then coalesce(${sql.raw(ofPerson('name'))}, '') end as patient_name
    from appointment a
    left join patient p on p.organisation_id = a.organisation_id and p.id = a.patient_id
    where a.organisation_id = ${own.organisationId}::uuid
      and a.start_ms >= ${nowMs - DAYS_BACK * DAY_MS}::int8
      and a.start_ms < ${nowMs + DAYS_AHEAD * DAY_MS}::int8
      and not (a.status = any (${[...RELEASED_STATUSES]}::text[])) and a.superseded_by is null
      and ${mine} and (${whole} or ${busy})
    order by a.start_ms, a.id limit ${NEAR_VISITS_MAX}`.execute(db.kysely);
  return rows.map(({ replica, counter, ...visit }) => ({ ...visit, dot: { replica, counter } }));
}
