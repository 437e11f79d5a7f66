import { sql } from 'kysely';
import { isElsewhere } from '../../domain/schedule/alter-session.ts';
import { findOverlaps } from '../../domain/schedule/find-overlaps.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import { dayEndMs, dayStartMs } from '../../time/day.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { BookTable } from '../store/tables.ts';
import type { Plan, SessionPair } from './plan-series-change.ts';
import { refusedSessions } from './refused-sessions.ts';

type Whose = Pick<BookTable, 'organisationId' | 'replica'>;

/**
 * What keeps some of many sessions from being changed as planned, with which they are: someone
 * else is at home in them, their right is being passed on, the doctor is away or the branch closed
 * where they go, or they overlap others. null if nothing does.
 */
export async function findSessionObstacle(
  db: ReadDb,
  book: Whose,
  plan: Plan,
  requestOverlap: boolean,
): Promise<Refusal | null> {
  const befores = plan.pairs.map(({ before }) => before);
  const strange = befores.filter(({ homeReplica }) => homeReplica !== book.replica);
  if (strange.length > 0) return refusedSessions('not-home', strange);
  const passing = await findUnderWay(db, book, befores);
  if (passing.length > 0) return refusedSessions('under-way', passing);
  const elsewhere = plan.pairs.flatMap(({ before, after }) =>
    after && isElsewhere(before, after) ? after : [],
  );
  const absent = await findAbsent(db, book, { pairs: plan.pairs, elsewhere });
  return absent ?? (await findOverlapping(db, book, plan, requestOverlap));
}

/** Sessions whose booking right is being passed on. */
async function findUnderWay(
  db: ReadDb,
  { organisationId }: Whose,
  sessions: readonly Session[],
): Promise<readonly Session[]> {
  const handovers = await db.kysely
    .selectFrom('handover')
    .select(['branchId', 'doctorId', 'startMs', 'endMs'])
    .where('organisationId', '=', organisationId)
    .where('state', 'in', ['given', 'taken'])
    .execute();
  return sessions.filter((one) =>
    handovers.some(
      ({ branchId, doctorId, startMs, endMs }) =>
        branchId === one.branchId &&
        (doctorId ?? one.doctorId) === one.doctorId &&
        startMs < one.endMs &&
        endMs > one.startMs,
    ),
  );
}

/** Sessions that another doctor or branch would get while away or closed. */
async function findAbsent(
  db: ReadDb,
  { organisationId }: Whose,
  {
    pairs,
    elsewhere,
  }: { readonly pairs: readonly SessionPair[]; readonly elsewhere: readonly Session[] },
): Promise<Refusal | null> {
  const [first] = elsewhere;
  if (!first) return null;
  const branches = await db.kysely
    .selectFrom('branch')
    .select(['id', 'timeZone'])
    .where('organisationId', '=', organisationId)
    .execute();
  const zoneOf = new Map(branches.map(({ id, timeZone }) => [id, timeZone]));
  const shifted = pairs.filter(
    ({ before, after }) => after && zoneOf.get(before.branchId) !== zoneOf.get(after.branchId),
  );
  if (shifted.length > 0) {
    return refusedSessions(
      'other-zone',
      shifted.map(({ before }) => before),
    );
  }
  const doctorIds = [...new Set(elsewhere.map(({ doctorId }) => doctorId))];
  const away = await db.kysely
    .selectFrom('timeOff')
    .select(['doctorId', 'startMs', 'endMs'])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .where('doctorId', 'in', doctorIds)
    .where('endMs', '>', first.startMs)
    .execute();
  const isAway = (one: Session): boolean =>
    away.some(({ doctorId, ...time }) => doctorId === one.doctorId && overlaps(time, one));
  const closures = await loadClosures(db, organisationId, zoneOf);
  const isClosed = (one: Session): boolean =>
    (closures.get(one.branchId) ?? []).some((time) => overlaps(time, one));
  const absent = elsewhere.filter(isAway);
  if (absent.length > 0) return refusedSessions('doctor-away', absent);
  const closed = elsewhere.filter(isClosed);
  return closed.length > 0 ? refusedSessions('branch-closed', closed) : null;
}

async function loadClosures(
  db: ReadDb,
  organisationId: string,
  zoneOf: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly Interval[]>> {
  const rows = await db.kysely
    .selectFrom('closure')
    .select(['branchId', 'day'])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .execute();
  const byBranch = Map.groupBy(rows, ({ branchId }) => branchId);
  return new Map(
    [...byBranch].map(([branchId, days]) => {
      const zone = knownTimeZone(zoneOf.get(branchId) ?? 'UTC');
      const times = days.map(({ day }) => ({
        startMs: dayStartMs(zone, day),
        endMs: dayEndMs(zone, day),
      }));
      return [branchId, times];
    }),
  );
}

async function findOverlapping(
  db: ReadDb,
  { organisationId }: Whose,
  { pairs, wanted }: Plan,
  requestOverlap: boolean,
): Promise<Refusal | null> {
  const [first] = wanted;
  // Who keeps the time overlaps nobody anew.
  const asking = pairs.filter(({ before, after }) => after && asksForTime(before, after));
  if (!first || asking.length === 0) return null;
  const changing = new Set(pairs.map(({ before }) => before.id));
  const around = {
    startMs: wanted.reduce((ms, one) => Math.min(ms, one.startMs), first.startMs),
    endMs: wanted.reduce((ms, one) => Math.max(ms, one.endMs), first.endMs),
  };
  const { rows } = await sql<Session>`
    select id, branch_id, doctor_id, start_ms, end_ms from session
    where organisation_id = ${organisationId} and not deleted
      and doctor_id = any (${[...new Set(wanted.map(({ doctorId }) => doctorId))]}::uuid[])
      and start_ms < ${around.endMs} and end_ms > ${around.startMs}`.execute(db.kysely);
  const staying = rows.filter(({ id }) => !changing.has(id));
  const keeping = new Set(
    pairs.flatMap(({ before, after }) => (after && !asksForTime(before, after) ? after.id : [])),
  );
  const found = findOverlaps(wanted, staying).filter(
    ({ session, isElsewhere: mayAsk }) => !keeping.has(session.id) && !(mayAsk && requestOverlap),
  );
  if (found.length === 0) return null;
  return refusedSessions(
    'overlap',
    found.map(({ session }) => session),
    found.every(({ isElsewhere: mayAsk }) => mayAsk),
  );
}

const asksForTime = (before: Session, after: Session): boolean =>
  isElsewhere(before, after) || after.startMs < before.startMs || after.endMs > before.endMs;
