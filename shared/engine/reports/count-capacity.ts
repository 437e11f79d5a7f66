import { sql } from 'kysely';
import { capacityPieces, type WorkedTime } from '../../domain/reports/capacity-counts.ts';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { inSpan, type ReportRow, type ReportSource, spanTable } from './report-source.ts';

const DAY_MS = 86_400_000;

/** A day on which a branch is closed, as the time it lasts. */
export interface ClosedTime extends Interval {
  readonly branchId: string;
}

/**
 * How long patients could be booked: working time without its breaks, without closed slots, times
 * off and closed days, as often as there are places at once. The database is asked for rows alone:
 * it takes several times as long to cut ranges out of ranges.
 */
export async function countCapacity(
  db: ReadDb,
  source: ReportSource,
  closed: readonly ClosedTime[],
): Promise<readonly ReportRow[]> {
  const sums = new Map<number, Map<string, number>>();
  for (const worked of await loadWorked(db, source, closed)) {
    const { term, doctorId } = worked;
    const ofTerm = sums.get(term) ?? new Map<string, number>();
    sums.set(term, ofTerm);
    const add = (by: ReportRow['by'], key: string | number, ms: number): void => {
      const part = `${by} ${key}`;
      ofTerm.set(part, (ofTerm.get(part) ?? 0) + ms);
    };
    if (source.detail === 'sums') {
      for (const { ms } of capacityPieces(worked)) add('all', '', ms);
      continue;
    }
    const days = new Map<number, number>();
    for (const { dayNo, weekday, hour, ms } of capacityPieces(worked)) {
      days.set(dayNo, (days.get(dayNo) ?? 0) + ms);
      add('cell', weekday * 24 + hour, ms);
      if (source.detail === 'doctor-hours')
        add('doctor-hour', `${doctorId} ${weekday} ${hour}`, ms);
    }
    for (const [dayNo, ms] of days) {
      add('day', dayNo, ms);
      add('doctor', doctorId, ms);
    }
  }
  return [...sums].flatMap(([term, parts]) => [...parts].map((part) => toRow(term, part)));
}

function toRow(term: number, [part, capacityMs]: readonly [string, number]): ReportRow {
  const space = part.indexOf(' ');
  const by = part.slice(0, space) as ReportRow['by'];
  return { term, by, key: part.slice(space + 1), capacityMs };
}

interface SessionRow extends Interval {
  readonly term: number;
  readonly id: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly capacity: number;
  readonly offsetMs: number;
  readonly breaks: readonly Interval[];
}

/** Sessions within the spans, each with what is taken out of it. */
async function loadWorked(
  db: ReadDb,
  source: ReportSource,
  closed: readonly ClosedTime[],
): Promise<readonly (WorkedTime & { readonly term: number })[]> {
  const { organisationId, doctorId } = source;
  const { rows: sessions } = await sql<SessionRow>`
    with ${spanTable(source.spans)}
    select s.term, t.id, t.branch_id, t.doctor_id, t.capacity, s.offset_ms,
      greatest(t.start_ms, s.start_ms) as start_ms, least(t.end_ms, s.end_ms) as end_ms, t.breaks
    from span s
    cross join ${inSpan('session', organisationId, { beforeMs: SESSION_MAX_MS, doctorId })} t
    where not t.deleted and t.end_ms > s.start_ms`.execute(db.kysely);
  if (sessions.length === 0) return [];
  const around = {
    startMs: Math.min(...sessions.map(({ startMs }) => startMs)),
    endMs: Math.max(...sessions.map(({ endMs }) => endMs)),
  };
  const doctors = new Set(sessions.map((session) => session.doctorId));
  const theirs = { organisationId, doctors: JSON.stringify([...doctors]), ...around };
  const slots = Map.groupBy(await loadClosedSlots(db, theirs), slotKeyOf);
  const away = Map.groupBy(await loadAway(db, theirs), (off) => off.doctorId);
  const shut = Map.groupBy(closed, (one) => one.branchId);
  return sessions.map((session) => ({
    ...session,
    cuts: [
      ...session.breaks,
      ...(slots.get(slotKeyOf({ ...session, sessionId: session.id })) ?? []),
      ...(away.get(session.doctorId) ?? []),
      ...(shut.get(session.branchId) ?? []),
    ].filter(({ startMs, endMs }) => startMs < session.endMs && endMs > session.startMs),
  }));
}

type SlotRow = Interval & { readonly sessionId: string; readonly doctorId: string };
const slotKeyOf = ({ sessionId, doctorId }: Pick<SlotRow, 'sessionId' | 'doctorId'>): string =>
  `${sessionId} ${doctorId}`;

/** What bears on the time of some doctors. */
interface Theirs extends Interval {
  readonly organisationId: string;
  /** As a JSON text: a list would have the statement planned anew for each number of them. */
  readonly doctors: string;
}

const eachDoctor = ({ doctors }: Theirs) =>
  sql`(select x::uuid as id from jsonb_array_elements_text(${doctors}::jsonb) x) d`;

/** Slots that somebody closed, which are the few that are marked. */
async function loadClosedSlots(db: ReadDb, theirs: Theirs): Promise<readonly SlotRow[]> {
  const { organisationId, startMs, endMs } = theirs;
  const { rows } = await sql<SlotRow>`
    select t.session_id, t.doctor_id, t.start_ms, t.end_ms
    from ${eachDoctor(theirs)}
    cross join lateral (select * from slot where organisation_id = ${organisationId}
      and doctor_id = d.id and dot_replica is not null and not deleted and status <> 'available'
      and start_ms > ${startMs - DAY_MS}::int8 and start_ms < ${endMs}::int8 offset 0) t`.execute(
    db.kysely,
  );
  return rows;
}

async function loadAway(
  db: ReadDb,
  theirs: Theirs,
): Promise<readonly (Interval & { readonly doctorId: string })[]> {
  const { organisationId, startMs, endMs } = theirs;
  const { rows } = await sql<Interval & { readonly doctorId: string }>`
    select t.doctor_id, t.start_ms, t.end_ms
    from ${eachDoctor(theirs)}
    cross join lateral (select * from time_off where organisation_id = ${organisationId}
      and doctor_id = d.id and not deleted
      and start_ms < ${endMs}::int8 and end_ms > ${startMs}::int8 offset 0) t`.execute(db.kysely);
  return rows;
}
