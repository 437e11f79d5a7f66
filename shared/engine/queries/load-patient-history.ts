import { sql } from 'kysely';
import { cancelNoticeMs } from '../../domain/attendance/end-of.ts';
import { sumUpHistory, waitOf } from '../../domain/attendance/sum-up-history.ts';
import type { Appointment } from '../../model/appointment.ts';
import { HISTORY_PAGE } from '../../model/choices.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { HistoryVisit, PatientHistory } from '../../wire/desk/attendance.ts';
import type { ReadDb } from '../store/handles.ts';
import { sqlSamePerson } from '../store/person.ts';

/** What is in common is looked for in as many of the last visits. */
const SUMMED_MAX = 500;

type Found = Omit<HistoryVisit, 'noticeMs' | 'waitMs'> &
  Pick<Appointment, 'steps'> & { readonly timeZone: string };

/**
 * The visits of a patient that this replica has, a page of them before a visit, the newest first,
 * and what they have in common; of one doctor alone if `doctorId` is said.
 */
export async function loadPatientHistory(
  db: ReadDb,
  organisationId: string,
  wish: {
    readonly patientId: string;
    readonly doctorId: string | null;
    readonly before: { readonly startMs: number; readonly id: string } | null;
  },
): Promise<PatientHistory> {
  const [page, last] = await Promise.all([
    loadVisits(db, organisationId, wish, HISTORY_PAGE + 1),
    loadVisits(db, organisationId, { ...wish, before: null }, SUMMED_MAX),
  ]);
  const visits = page.slice(0, HISTORY_PAGE).map(({ steps, timeZone: _, ...visit }) => ({
    ...visit,
    noticeMs: visit.status === 'cancelled' ? cancelNoticeMs({ ...visit, steps }) : null,
    waitMs: waitOf(steps),
  }));
  return { visits, more: page.length > HISTORY_PAGE, sum: sumUpHistory(last.flatMap(inZone)) };
}

function inZone({ timeZone, ...visit }: Found) {
  const zone = openTimeZone(timeZone);
  return zone.ok ? [{ ...visit, zone: zone.value }] : [];
}

async function loadVisits(
  db: ReadDb,
  organisationId: string,
  { patientId, doctorId, before }: Parameters<typeof loadPatientHistory>[2],
  limit: number,
): Promise<readonly Found[]> {
  const ofDoctor = doctorId === null ? sql`true` : sql`a.doctor_id = ${doctorId}::uuid`;
  const isBefore =
    before === null
      ? sql`true`
      : sql`(a.start_ms, a.id) < (${before.startMs}::int8, ${before.id}::uuid)`;
  // Theirs first: PostgreSQL would look for the latest of them among everybody's.
  const { rows } = await sql<Found>`
    with theirs as materialized (
      select * from appointment a
      where a.organisation_id = ${organisationId} and a.patient_id = any (
          ${sqlSamePerson(sql`${organisationId}`, sql`${patientId}`)})
        and a.superseded_by is null and a.assists_id is null and a.status <> 'entered-in-error'
        and ${ofDoctor} and ${isBefore})
    select a.id, a.start_ms, a.doctor_id, a.service_id, a.status, a.cancelled_by,
      a.cancel_reason, a.steps, b.time_zone
    from theirs a join branch b on b.organisation_id = a.organisation_id and b.id = a.branch_id
    order by a.start_ms desc, a.id desc limit ${limit}`.execute(db.kysely);
  return rows;
}
