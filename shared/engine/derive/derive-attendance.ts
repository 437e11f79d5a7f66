import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import { type EndingVisit, endOf } from '../../domain/attendance/end-of.ts';
import { tellElsewhere } from '../../domain/attendance/tell-elsewhere.ts';
import type { Attendance } from '../../model/attendance.ts';
import { HAS_ENDED } from '../queries/ended-visits.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';

interface EndedAt extends EndingVisit {
  readonly patientId: string;
  readonly branchId: string;
}

/**
 * Tells each branch that has a patient how the patient attended at the others, for the patients of
 * the appointments that were written after a place in the feed. At central, which alone knows.
 */
export async function deriveAttendance(tx: WriteTx, seqBefore: number): Promise<void> {
  const branchesOf = await loadBranchesOf(tx, seqBefore);
  if (branchesOf.size === 0) return;
  const { organisationId } = tx.book;
  const { rows } = await sql<EndedAt>`
    select patient_id, branch_id, status, cancelled_by, start_ms, steps from appointment
    where organisation_id = ${organisationId}
      and patient_id = any (${[...branchesOf.keys()]}::uuid[]) and ${sql.raw(HAS_ENDED)}
    order by start_ms desc, id`.execute(tx.kysely);
  const endedOf = Map.groupBy(rows, ({ patientId }) => patientId);
  const told = [...branchesOf].flatMap(([patientId, branchIds]) => {
    const ends = (endedOf.get(patientId) ?? []).flatMap((visit) => {
      const end = endOf(visit);
      return end === null ? [] : [{ end, branchId: visit.branchId }];
    });
    return branchIds.map(
      (branchId): Attendance => ({
        ...{ id: derivedId(patientId, `attendance ${branchId}`), branchId, patientId },
        ...tellElsewhere(ends, branchId),
      }),
    );
  });
  await putChanged(tx, told);
}

/** The branches that have each of the patients, of those that more than one has. */
async function loadBranchesOf(
  tx: WriteTx,
  seqBefore: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { organisationId } = tx.book;
  const { rows } = await sql<{ readonly patientId: string; readonly branchIds: string[] }>`
    with those as (select distinct patient_id from appointment
      where organisation_id = ${organisationId} and seq > ${seqBefore}),
    had as (select a.patient_id, a.branch_id from appointment a
        where a.organisation_id = ${organisationId}
          and a.patient_id = any (array(select patient_id from those))
      union select p.id, p.branch_id from patient p
        where p.organisation_id = ${organisationId}
          and p.id = any (array(select patient_id from those)))
    select patient_id, array_agg(branch_id order by branch_id)::text[] as branch_ids from had
    group by patient_id having count(*) > 1 order by patient_id`.execute(tx.kysely);
  return new Map(rows.map(({ patientId, branchIds }) => [patientId, branchIds]));
}

/** What is as it was is not sent again. */
async function putChanged(tx: WriteTx, told: readonly Attendance[]): Promise<void> {
  const ids = told.map(({ id }) => id);
  const known = new Map(
    (await loadRecords(tx, tx.book.organisationId, 'attendance', ids)).map((one) => [one.id, one]),
  );
  for (const one of told) {
    const before = known.get(one.id) ?? null;
    if (before === null ? one.ends.length > 0 : !isSame(one, before)) {
      tx.put('attendance', one, before);
    }
  }
}

const COUNTS = ['seen', 'missed', 'cancelled', 'cancelledLate'] as const;

const isSame = (one: Attendance, other: Attendance): boolean =>
  COUNTS.every((count) => one[count] === other[count]) &&
  one.ends.length === other.ends.length &&
  one.ends.every(({ end, after }, i) => {
    const those = other.ends[i];
    return those?.end === end && those.after === after;
  });
