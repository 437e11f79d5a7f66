import { sql } from 'kysely';
import type { AppointmentStatus } from '../../model/appointment.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Session } from '../../model/session.ts';
import type { TimeOff } from '../../model/time-off.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { ofPerson } from '../store/person.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

/** What is asked for: of a branch, or of one doctor there; at most so many. */
export interface ExportScope extends Interval {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly limit: number;
}

/** The version of a record: more in every one that follows on it, the same wherever it is. */
interface Versioned {
  readonly version: number;
  readonly hlc: number;
}

export interface ExportVisit extends Interval, Versioned {
  readonly id: string;
  readonly status: AppointmentStatus;
  readonly note: string;
  readonly doctor: string;
  /** The doctor in whose visit this one assists; null where it is their own. */
  readonly assists: string | null;
  readonly withEither: boolean;
  readonly service: string;
  readonly branch: string;
  /** Empty if none was said. */
  readonly room: string;
  readonly patient: string;
  readonly patientNumber: string | null;
  readonly patientPhone: string | null;
  readonly verdict: ClaimRecord['verdict'] | null;
  readonly firm: boolean;
}

const VERSION =
  sql.raw(`coalesce((select sum(v.value::int8) from jsonb_each_text(t.vector) v), 0)::int8
  as version, t.hlc`);

/** The appointments, also those that were called off, in the order of time. */
export async function loadExportVisits(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, startMs, endMs, limit }: ExportScope,
): Promise<readonly ExportVisit[]> {
  const { rows } = await sql<ExportVisit>`
    select t.id, t.start_ms, t.end_ms, t.status, t.note, t.with_either, d.name as doctor, s.name as service,
      b.name as branch, coalesce(m.name, '') as room, coalesce(${sql.raw(ofPerson('name'))}, '') as patient,
      ${sql.raw(ofPerson('number'))} as patient_number,
      ${sql.raw(ofPerson('phone'))} as patient_phone, c.verdict,
      (select w.name from appointment v join doctor w on w.organisation_id = v.organisation_id
        and w.id = v.doctor_id where v.organisation_id = t.organisation_id
        and v.id = t.assists_id) as assists,
      coalesce(c.verdict <> 'displaced' and (c.with_right or c.endorsed), false) as firm, ${VERSION}
    from appointment t
    join doctor d on d.organisation_id = t.organisation_id and d.id = t.doctor_id
    join branch b on b.organisation_id = t.organisation_id and b.id = t.branch_id
    left join service s on s.organisation_id = t.organisation_id and s.id = t.service_id
    left join patient p on p.organisation_id = t.organisation_id and p.id = t.patient_id
    left join claim c on c.organisation_id = t.organisation_id and c.id = t.id
    left join session n on n.organisation_id = t.organisation_id and n.id = t.session_id
    left join room m on m.organisation_id = n.organisation_id and m.id = n.room_id
      and not m.deleted
    where t.organisation_id = ${organisationId} and t.branch_id = ${branchId}
      and t.doctor_id = coalesce(${doctorId}::uuid, t.doctor_id)
      and ${sql.raw(visitOverlaps('t', String(startMs), String(endMs)))}
      and t.status <> 'entered-in-error' and t.superseded_by is null
    order by t.start_ms, t.id limit ${limit}`.execute(db.kysely);
  return rows;
}

const MINUTE_MS = 60_000;

export interface ExportSlot extends Interval {
  readonly id: string;
  readonly sessionId: string;
  readonly doctorId: string;
  readonly doctor: string;
  readonly note: string;
  /** What its session is for, with what that is called; none for whatever the doctor does. */
  readonly serviceTypes: readonly { readonly id: string; readonly name: string }[];
  /** Who shares its session, as far as that names somebody. */
  readonly sharedWithId: string | null;
  readonly sharedWith: string;
  /** Its own, else its session's. */
  readonly tags: readonly string[];
  readonly room: string;
  /** Nobody can be booked there: it is closed, or the doctor is away. */
  readonly isClosed: boolean;
  readonly isTaken: boolean;
  /** Its marks keep it from being offered. */
  readonly isKept: boolean;
  readonly capacity: number;
  /** How many more can be booked there, but for what closes it. */
  readonly places: number;
  readonly patientNumber: string | null;
}

/** The slots of working time, with who has them. */
export async function loadExportSlots(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, startMs, endMs, limit }: ExportScope,
  nowMs: number,
): Promise<readonly ExportSlot[]> {
  const { rows } = await sql<ExportSlot>`
    select t.id, t.session_id, t.doctor_id, d.name as doctor, t.start_ms, t.end_ms, t.note,
      coalesce(m.name, '') as room, w.id as shared_with_id, coalesce(w.name, '') as shared_with,
      case when t.tags = '{}' then n.tags else t.tags end as tags,
      case when n.service_ids = '{}' then '[]'::jsonb else (
        select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by v.name), '[]')
        from service v where v.organisation_id = n.organisation_id
          and v.id = any (n.service_ids)) end as service_types,
      (t.status <> 'available' or exists (select 1 from time_off o
        where o.organisation_id = t.organisation_id and o.doctor_id = t.doctor_id
          and not o.deleted and o.start_ms < t.end_ms and o.end_ms > t.start_ms)) as is_closed,
      a.id is not null as is_taken, a.number as patient_number,
      exists (select 1 from tag g where g.organisation_id = t.organisation_id
        and g.active and not g.deleted and g.effect <> 'none'
        and g.names && case when t.tags = '{}' then n.tags else t.tags end
        and not (g.effect = 'emergency' and g.release_min is not null
          and t.start_ms - g.release_min * ${MINUTE_MS}::int8 <= ${nowMs})) as is_kept,
      n.capacity, (n.capacity - coalesce(a.count, 0))::int4 as places
    from slot t
    join session n on n.organisation_id = t.organisation_id and n.id = t.session_id
      and not n.deleted
    join doctor d on d.organisation_id = t.organisation_id and d.id = t.doctor_id
    left join room m on m.organisation_id = n.organisation_id and m.id = n.room_id
      and not m.deleted
    left join doctor w on w.organisation_id = n.organisation_id and w.id = n.shared_with
    left join lateral (
      select a.id, ${sql.raw(ofPerson('number'))} as number, count(*) over () as count from appointment a
      join claim c on c.organisation_id = a.organisation_id and c.id = a.id
        and c.verdict <> 'displaced'
      left join patient p on p.organisation_id = a.organisation_id and p.id = a.patient_id
      where a.organisation_id = t.organisation_id and a.doctor_id = t.doctor_id
        and ${sql.raw(visitOverlaps('a', 't.start_ms', 't.end_ms'))}
      order by a.start_ms, a.id limit 1) a on true
    where t.organisation_id = ${organisationId} and t.branch_id = ${branchId}
      and t.doctor_id = coalesce(${doctorId}::uuid, t.doctor_id) and not t.deleted
      and t.start_ms >= ${startMs} and t.start_ms < ${endMs}
    order by t.start_ms, t.id limit ${limit}`.execute(db.kysely);
  return rows;
}

/** The days on which a branch is closed. */
export async function loadClosedDays(
  db: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db.kysely
    .selectFrom('closure')
    .select('day')
    .where('organisationId', '=', organisationId)
    .where('branchId', '=', branchId)
    .where('deleted', '=', false)
    .execute();
  return new Set(rows.map(({ day }) => day));
}

export interface ExportSession extends Interval, Versioned {
  readonly id: string;
  readonly branch: string;
  readonly room: string;
  readonly slotMin: number;
  readonly capacity: number;
  readonly breaks: Session['breaks'];
  readonly tags: Session['tags'];
  /** What it is for, by name. */
  readonly services: readonly string[];
  /** Whom it names as sharing it; empty for nobody. */
  readonly sharedWith: string;
  /** The doctors who share some of it. */
  readonly sharers: readonly string[];
}

/** A doctor's working time at a branch. */
export async function loadExportSessions(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, startMs, endMs, limit }: ExportScope,
): Promise<readonly ExportSession[]> {
  const { rows } = await sql<ExportSession>`
    select t.id, t.start_ms, t.end_ms, t.slot_min, t.capacity, t.breaks, t.tags,
      b.name as branch,
      coalesce(m.name, '') as room, ${VERSION},
      array(select v.name from service v where v.organisation_id = t.organisation_id
        and v.id = any (t.service_ids) order by 1) as services,
      coalesce((select w.name from doctor w where w.organisation_id = t.organisation_id
        and w.id = t.shared_with), '') as shared_with,
      array(select distinct d.name from session o
        join doctor d on d.organisation_id = o.organisation_id and d.id = o.doctor_id
        where o.organisation_id = t.organisation_id and o.branch_id = t.branch_id and not o.deleted
          and (o.doctor_id = t.shared_with or o.shared_with = t.doctor_id)
          and o.start_ms < t.end_ms and o.end_ms > t.start_ms
        order by 1) as sharers
    from session t join branch b on b.organisation_id = t.organisation_id and b.id = t.branch_id
    left join room m on m.organisation_id = t.organisation_id and m.id = t.room_id
      and not m.deleted
    where t.organisation_id = ${organisationId} and t.branch_id = ${branchId}
      and t.doctor_id = ${doctorId} and not t.deleted
      and t.start_ms < ${endMs} and t.end_ms > ${startMs}
    order by t.start_ms, t.id limit ${limit}`.execute(db.kysely);
  return rows;
}

export type ExportTimeOff = Pick<TimeOff, 'id' | 'kind' | 'reason'> & Interval & Versioned;

/** When a doctor is away, wherever they work. */
export async function loadExportTimesOff(
  db: ReadDb,
  organisationId: string,
  { doctorId, startMs, endMs, limit }: ExportScope,
): Promise<readonly ExportTimeOff[]> {
  const { rows } = await sql<ExportTimeOff>`
    select t.id, t.start_ms, t.end_ms, t.kind, t.reason, ${VERSION}
    from time_off t
    where t.organisation_id = ${organisationId} and t.doctor_id = ${doctorId} and not t.deleted
      and t.start_ms < ${endMs} and t.end_ms > ${startMs}
    order by t.start_ms, t.id limit ${limit}`.execute(db.kysely);
  return rows;
}
