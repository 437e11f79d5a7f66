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
 * Tells each branch that has a patient how the patient attended at the others, for the patients who
 * were written after a place in the feed, or whose appointments were. At central, which alone knows.
 * Of two records of one person the one that goes on is told of, with the visits of both.
 */
export async function deriveAttendance(tx: WriteTx, seqBefore: number): Promise<void> {
  const personOf = await loadPersonOf(tx, seqBefore);
  const branchesOf = await loadBranchesOf(tx, personOf);
  if (branchesOf.size === 0) return;
  const { organisationId } = tx.book;
  const ids = [...personOf].filter(([, person]) => branchesOf.has(person)).map(([id]) => id);
  const { rows } = await sql<EndedAt>`
    select patient_id, branch_id, status, cancelled_by, start_ms, steps from appointment
    where organisation_id = ${organisationId}
      and patient_id = any (${ids}::uuid[]) and ${sql.raw(HAS_ENDED)}
    order by start_ms desc, id`.execute(tx.kysely);
  const endedOf = Map.groupBy(rows, ({ patientId }) => personOf.get(patientId));
  const told = [...branchesOf].flatMap(([patientId, branchIds]) => {
    const ends = (endedOf.get(patientId) ?? []).flatMap((visit) => {
      const end = endOf(visit);
      return end === null ? [] : [{ end, branchId: visit.branchId }];
    });
    return branchIds.map((branchId) =>
      attendanceOf(patientId, branchId, tellElsewhere(ends, branchId)),
    );
  });
  // What was told of a record before it became another's is told with that; that it did so stands
  // there, and brings it here again if it is taken back.
  const emptied = [...personOf]
    .filter(([id, person]) => id !== person)
    .flatMap(([id, person]) =>
      (branchesOf.get(person) ?? []).map((branchId) =>
        attendanceOf(id, branchId, tellElsewhere([], branchId)),
      ),
    );
  await putChanged(tx, [...told, ...emptied], new Set(emptied.map(({ id }) => id)));
}

const attendanceOf = (
  patientId: string,
  branchId: string,
  told: ReturnType<typeof tellElsewhere>,
): Attendance => ({
  ...{ id: derivedId(patientId, `attendance ${branchId}`), branchId, patientId },
  ...told,
});

/** All records of the persons whom this is about, by their ids, with the one that goes on. */
async function loadPersonOf(tx: WriteTx, seqBefore: number): Promise<ReadonlyMap<string, string>> {
  const { organisationId } = tx.book;
  const { rows } = await sql<{ readonly id: string; readonly person: string }>`
    with recursive written as (
      select patient_id as id from appointment
        where organisation_id = ${organisationId} and seq > ${seqBefore}
      union select p.id from patient p where p.organisation_id = ${organisationId}
        and p.seq > ${seqBefore} and (p.merged_into is not null
          or exists (select from attendance told where told.organisation_id = p.organisation_id
            and told.patient_id = p.id))),
    persons as (select distinct case when p.merged_into is null then w.id
        else daybook_person(${organisationId}::uuid, w.id) end as id
      from written w left join patient p on p.organisation_id = ${organisationId} and p.id = w.id),
    those as (select id, id as person from persons
      union select p.id, those.person from those join patient p
        on p.organisation_id = ${organisationId} and p.merged_into = those.id
        where p.id <> those.person)
    select id, person from those order by id`.execute(tx.kysely);
  return new Map(rows.map(({ id, person }) => [id, person]));
}

/** The branches that have each of the persons, of those that more than one has or one was told of. */
async function loadBranchesOf(
  tx: WriteTx,
  personOf: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (personOf.size === 0) return new Map();
  const { organisationId } = tx.book;
  const ids = [...personOf.keys()];
  const { rows } = await sql<{
    readonly id: string;
    readonly branchId: string;
    readonly isTold: boolean;
  }>`
    select a.patient_id as id, a.branch_id, false as is_told from appointment a
      where a.organisation_id = ${organisationId} and a.patient_id = any (${ids}::uuid[])
    union select p.id, p.branch_id, false from patient p
      where p.organisation_id = ${organisationId} and p.id = any (${ids}::uuid[])
    union select told.patient_id, told.branch_id, true from attendance told
      where told.organisation_id = ${organisationId}
        and told.patient_id = any (${ids}::uuid[])`.execute(tx.kysely);
  const hadBy = [...Map.groupBy(rows, ({ id }) => personOf.get(id) ?? id)];
  return new Map(
    hadBy.toSorted(byId).flatMap(([id, had]) => {
      const branchIds = [...new Set(had.map(({ branchId }) => branchId))].toSorted();
      return branchIds.length > 1 || had.some(({ isTold }) => isTold) ? [[id, branchIds]] : [];
    }),
  );
}

const byId = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

/** What is as it was is not sent again. */
async function putChanged(
  tx: WriteTx,
  told: readonly Attendance[],
  alsoEmpty: ReadonlySet<string>,
): Promise<void> {
  const ids = told.map(({ id }) => id);
  const known = new Map(
    (await loadRecords(tx, tx.book.organisationId, 'attendance', ids)).map((one) => [one.id, one]),
  );
  for (const one of told) {
    const before = known.get(one.id) ?? null;
    const isNews = one.ends.length > 0 || alsoEmpty.has(one.id);
    if (before === null ? isNews : !isSame(one, before)) {
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
