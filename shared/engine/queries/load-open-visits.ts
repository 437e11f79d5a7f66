import { sql } from 'kysely';
import type { AppointmentStatus } from '../../model/appointment.ts';
import type { Branch } from '../../model/organisation.ts';
import { addDays, dayAt, dayEndMs, dayStartMs, minuteOfDay } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { OpenVisits } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { ofPerson } from '../store/person.ts';
import { loadRecord } from './load-record.ts';

/** Whoever was not looked after for a month is looked for in the book, not in a list. */
const DAYS_BACK = 31;
/** As many as somebody goes through in one evening. */
const SHOWN_MAX = 300;

const LEFT_OPEN: readonly AppointmentStatus[] = ['booked', 'arrived', 'checked-in', 'in-consult'];

/**
 * Visits of a branch's days that are over, the last 31 of them, of which nobody said what became of
 * them; the earliest first. Today is over once the branch has closed. `doctorId`: of one doctor alone.
 */
export async function loadOpenVisits(
  db: ReadDb,
  organisationId: string,
  wish: {
    readonly branchId: string;
    readonly doctorId: string | null;
    readonly nowMs: number;
  },
): Promise<OpenVisits> {
  const branch = await loadRecord(db, organisationId, 'branch', wish.branchId);
  const span = branch ? spanOf(branch, wish.nowMs) : null;
  if (span === null) return { count: 0, first: [] };
  const { rows } = await sql<OpenVisits['first'][number] & { readonly count: number }>`
    select t.id as "appointmentId", t.doctor_id as "doctorId", t.start_ms as "startMs",
      t.status, coalesce(${sql.raw(ofPerson('name'))}, '') as "patientName",
      ${sql.raw(ofPerson('phone'))} as "patientPhone",
      count(*) over ()::int4 as count
    from appointment t
    left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
    left join claim c on c.organisation_id = t.organisation_id and c.id = t.id
    where t.organisation_id = ${organisationId} and t.start_ms >= ${span.startMs}
      and t.start_ms < ${span.endMs} and t.branch_id = ${wish.branchId}::uuid
      and (${wish.doctorId}::uuid is null or t.doctor_id = ${wish.doctorId}::uuid)
      and t.status = any (${[...LEFT_OPEN]}::text[]) and t.superseded_by is null and t.assists_id is null
      and c.verdict is distinct from 'displaced'
    order by t.start_ms, t.id limit ${SHOWN_MAX}`.execute(db.kysely);
  const first = rows.map(({ count: _, ...visit }) => visit);
  return { count: rows[0]?.count ?? 0, first };
}

function spanOf(branch: Branch, nowMs: number) {
  const zone = openTimeZone(branch.timeZone);
  if (!zone.ok) return null;
  const today = dayAt(zone.value, nowMs);
  const isClosed = minuteOfDay(instantToWall(zone.value, nowMs)) >= branch.closesMin;
  const startMs = dayStartMs(zone.value, addDays(today, -DAYS_BACK));
  const endMs = isClosed ? dayEndMs(zone.value, today) : dayStartMs(zone.value, today);
  return { startMs, endMs };
}
