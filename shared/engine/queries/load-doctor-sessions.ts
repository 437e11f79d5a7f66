import { sql } from 'kysely';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Series, Session } from '../../model/session.ts';
import { addDays, dayAt } from '../../time/day.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** The horizon is moved on by weeks, so its last days may not be derived yet. */
const SURELY_DERIVED_DAYS = HORIZON_DAYS - 14;

/**
 * The sessions of a doctor, at whatever branch, that touch a span, the earliest first; those that
 * series will give beyond what is derived so far among them, as they will be derived.
 */
export async function loadDoctorSessions(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  { span, nowMs }: { readonly span: Interval; readonly nowMs: number },
): Promise<readonly Stored<Session>[]> {
  const { rows } = await sql<Stored<Session>>`
    select * from session
    where organisation_id = ${organisationId} and doctor_id = ${doctorId}
      and start_ms < ${span.endMs} and end_ms > ${span.startMs}
      and (not deleted or dot_replica is not null)`.execute(db.kysely);
  const known = new Set(rows.map(({ id }) => id));
  const ahead = await loadAhead(db, organisationId, doctorId, { span, nowMs });
  return [...rows, ...ahead.filter((one) => !known.has(one.id) && overlaps(one, span))]
    .filter(({ deleted }) => !deleted)
    .toSorted((a, b) => a.startMs - b.startMs);
}

async function loadAhead(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  { span, nowMs }: { readonly span: Interval; readonly nowMs: number },
): Promise<readonly Stored<Session>[]> {
  const { rows } = await sql<Stored<Series> & { readonly timeZone: string }>`
    select x.*, b.time_zone from series x
    join branch b on b.organisation_id = x.organisation_id and b.id = x.branch_id
    where x.organisation_id = ${organisationId} and x.doctor_id = ${doctorId}
      and not x.deleted`.execute(db.kysely);
  return rows.flatMap((series) => {
    const zone = knownTimeZone(series.timeZone);
    const firstDay = addDays(dayAt(zone, nowMs), SURELY_DERIVED_DAYS);
    const lastDay = dayAt(zone, span.endMs);
    if (lastDay < firstDay) return [];
    const generated = generateSessions(series, zone, { firstDay, lastDay });
    return generated.ok ? generated.value.map((one) => asDerived(one, organisationId)) : [];
  });
}

/** As it will stand in the book once it is derived. */
const asDerived = (session: Session, organisationId: string): Stored<Session> => ({
  ...session,
  ...{ organisationId, dotReplica: null, dotCounter: null },
  ...{ vector: {}, intent: null, hlc: 0, seq: 0 },
});
