import { sql } from 'kysely';
import type { DaySheet } from '../../model/day-sheet.ts';
import { type DayKey, dayEndMs, dayStartMs } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { ofPerson } from '../store/person.ts';
import { loadRecord } from './load-record.ts';

/** More than a branch sees in a day. */
const ROWS_MAX = 2000;

type Visit = DaySheet['doctors'][number]['visits'][number];
interface OfDoctor {
  readonly doctorId: string;
  readonly doctor: string;
}

/** Over an appointment `t`: in whose visit its doctor assists, and who assists in it. */
const TEAM = sql`
  (select coalesce(d.name, '') from appointment v
    left join doctor d on d.organisation_id = v.organisation_id and d.id = v.doctor_id
    where v.organisation_id = t.organisation_id and v.id = t.assists_id) as assists,
  array(select coalesce(d.name, '') from appointment a
    left join doctor d on d.organisation_id = a.organisation_id and d.id = a.doctor_id
    left join claim x on x.organisation_id = a.organisation_id and x.id = a.id
    where a.organisation_id = t.organisation_id and a.assists_id = t.id
      and a.superseded_by is null and x.verdict is distinct from 'displaced'
      and a.status not in ('cancelled', 'entered-in-error', 'no-show')
    order by 1) as assistants`;

/**
 * A branch's day on paper: each doctor's working time and visits, those that were called off or lost
 * their time left out. `doctorId`: one doctor's alone. null for a branch that is not in the book.
 */
export async function loadDaySheet(
  db: ReadDb,
  organisationId: string,
  wish: {
    readonly branchId: string;
    readonly doctorId: string | null;
    readonly day: DayKey;
    readonly nowMs: number;
  },
): Promise<DaySheet | null> {
  const { branchId, doctorId, day, nowMs } = wish;
  const branch = await loadRecord(db, organisationId, 'branch', branchId);
  const zone = branch ? openTimeZone(branch.timeZone) : null;
  if (!branch || !zone?.ok) return null;
  const startMs = dayStartMs(zone.value, day);
  const endMs = dayEndMs(zone.value, day);
  const within = sql`t.organisation_id = ${organisationId} and t.branch_id = ${branchId}::uuid
    and t.start_ms >= ${startMs} and t.start_ms < ${endMs}
    and (${doctorId}::uuid is null or t.doctor_id = ${doctorId}::uuid)`;
  const doctor = sql`left join doctor d
    on d.organisation_id = t.organisation_id and d.id = t.doctor_id`;
  const [visits, sessions] = await Promise.all([
    sql<Visit & OfDoctor>`
      select t.id, t.doctor_id as "doctorId", coalesce(d.name, '') as doctor,
        t.start_ms as "startMs", t.end_ms as "endMs", t.status, t.note,
        coalesce(${sql.raw(ofPerson('name'))}, '') as patient,
        ${sql.raw(ofPerson('birth_date'))} as "birthDate",
        ${sql.raw(ofPerson('phone'))} as phone, ${sql.raw(ofPerson('number'))} as number,
        coalesce(s.name, '') as service, t.with_either as "withEither", ${TEAM}
      from appointment t ${doctor}
      left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
      left join service s on s.organisation_id = t.organisation_id and s.id = t.service_id
      left join claim c on c.organisation_id = t.organisation_id and c.id = t.id
      where ${within} and t.superseded_by is null and c.verdict is distinct from 'displaced'
        and t.status not in ('cancelled', 'entered-in-error', 'no-show')
      order by t.start_ms, t.id limit ${ROWS_MAX}`.execute(db.kysely),
    sql<{ readonly startMs: number; readonly endMs: number } & OfDoctor>`
      select t.doctor_id as "doctorId", coalesce(d.name, '') as doctor,
        t.start_ms as "startMs", t.end_ms as "endMs"
      from session t ${doctor}
      where ${within} and not t.deleted
      order by t.start_ms, t.id limit ${ROWS_MAX}`.execute(db.kysely),
  ]);
  const names = new Map(
    [...visits.rows, ...sessions.rows].map((row) => [row.doctorId, row.doctor]),
  );
  return {
    ...{ branch: branch.name, timeZone: branch.timeZone, day, madeMs: nowMs },
    doctors: [...names]
      .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
      .map(([id, name]) => ({
        ...{ id, name },
        sessions: sessions.rows
          .filter((row) => row.doctorId === id)
          .map((row) => ({ startMs: row.startMs, endMs: row.endMs })),
        visits: visits.rows
          .filter((row) => row.doctorId === id)
          .map(({ doctorId: _id, doctor: _name, ...visit }) => visit),
      })),
  };
}
