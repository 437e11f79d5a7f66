import type { BusyBlock } from '../../wire/desk/rows.ts';
import { changedSince, type DeskSource, type Row, SAME_ID } from './desk-source.ts';

const CLAIMED = `select organisation_id, id, branch_id, doctor_id, start_ms, end_ms, verdict,
  null::text as near_replica, null::uuid as service_id, null::text as patient_name from claim`;
const NEAR = `select organisation_id, id, branch_id, doctor_id, start_ms, end_ms, 'active'::text,
  replica, service_id, patient_name from near_visit`;

/**
 * Time of doctors that is taken where this replica has no appointment to show: another branch, or
 * what a computer of the same network told of.
 */
export const busySource: DeskSource = {
  windowed: 'visits',
  columns: `t.id, t.branch_id as "branchId", t.doctor_id as "doctorId",
    t.start_ms as "startMs", t.end_ms as "endMs", t.verdict, t.near_replica as "nearReplica",
    t.service_id as "serviceId", t.patient_name as "patientName",
    (select p.name from peer p where p.organisation_id = t.organisation_id
      and p.replica = t.near_replica limit 1) as "nearName"`,
  from: `(${CLAIMED} union all ${NEAR}) t`,
  visible: `not exists (select 1 from appointment a
    where a.organisation_id = t.organisation_id and a.id = t.id)`,
  changedBy: {
    claim: changedSince('claim'),
    appointment: changedSince('appointment'),
    nearVisit: changedSince('nearVisit'),
  },
  shownIn: { claim: SAME_ID, appointment: SAME_ID },
  toRow,
};

type Joined = Omit<BusyBlock, 'near'> & {
  readonly nearReplica: string | null;
  readonly nearName: string | null;
  readonly serviceId: string | null;
  readonly patientName: string | null;
};

function toRow(row: Row): Row {
  const { nearReplica, nearName, serviceId, patientName, ...block } = row as unknown as Joined;
  const near =
    nearReplica === null ? null : { from: nearName ?? nearReplica, serviceId, patientName };
  const shown: BusyBlock = near ? { ...block, near } : block;
  return shown as unknown as Row;
}
