import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type SessionShape, splitSeries } from '../../domain/schedule/change-series.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import type { SessionChange } from '../../model/session-change.ts';
import { addDays, type DayKey, dayAt, instantOfDay } from '../../time/day.ts';
import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { Put, ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { loadRecord } from './load-record.ts';

/** A session that is there, and what becomes of it; null when it goes. */
export interface SessionPair {
  readonly before: Stored<Session>;
  readonly after: Session | null;
  /** Other sessions of the day that there will be, in which people may stay as well. */
  readonly besides?: readonly Session[];
}

/** What a change of sessions comes to, before anything is written. */
export interface SessionPlan {
  readonly session: Stored<Session>;
  readonly pairs: readonly SessionPair[];
  /** Every session that there will be where something changes. */
  readonly wanted: readonly Session[];
  readonly puts: readonly Put[];
}

type Plan = Omit<SessionPlan, 'session'>;

interface Around {
  readonly db: ReadDb;
  readonly organisationId: string;
  readonly nowMs: number;
  readonly zone: TimeZone;
  readonly change: SessionChange;
  readonly session: Stored<Session>;
}

/**
 * Works out what a change of a session, or of it and others of its series, means for each of them.
 * What has begun stays, but for the end of a session that is under way. A session that was changed
 * by itself keeps its own shape. Refused: an unknown session, times that are none or are over, a
 * rule that is none.
 */
export async function planSessionChange(
  db: ReadDb,
  organisationId: string,
  change: SessionChange,
  nowMs: number,
): Promise<Result<SessionPlan, Refusal>> {
  const { sessionId, scope, to } = change;
  const session = await loadRecord(db, organisationId, 'session', sessionId);
  if (!session || session.deleted) {
    return err({ kind: 'unknown-record', record: 'session', id: sessionId });
  }
  const branch = await loadRecord(db, organisationId, 'branch', session.branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: session.branchId });
  if (to && to.endMin <= to.startMin) return err({ kind: 'empty-range' });
  const zone = knownTimeZone(branch.timeZone);
  const around = { db, organisationId, nowMs, zone, change, session };
  const series = session.seriesId && scope !== 'this' ? session.seriesId : null;
  const plan = series === null ? planOne(around) : await planSeries(around, series);
  return plan.ok ? ok({ session, ...plan.value }) : plan;
}

function planOne({ session, change, zone, nowMs }: Around): Result<Plan, Refusal> {
  const isOver = err<Refusal>({ kind: 'in-the-past', startMs: session.startMs, nowMs });
  const hasBegun = session.startMs <= nowMs;
  if (session.endMs <= nowMs || (hasBegun && change.to === null)) return isOver;
  if (change.to === null) {
    const deleted: Session = { ...session, deleted: true };
    const pairs = [{ before: session, after: null }];
    return ok({ pairs, wanted: [], puts: [putSession(deleted, session)] });
  }
  const { startMin, endMin, slotMin, capacity, tags } = change.to;
  const day = dayAt(zone, session.startMs);
  const startMs = instantOfDay(zone, day, startMin);
  const endMs = instantOfDay(zone, day, endMin);
  if (endMs <= nowMs || (startMs !== session.startMs && (hasBegun || startMs <= nowMs))) {
    return err({ kind: 'in-the-past', startMs, nowMs });
  }
  const after: Session = { ...session, startMs, endMs, slotMin, capacity, tags };
  const pairs = [{ before: session, after }];
  return ok({ pairs, wanted: [after], puts: [putSession(after, session)] });
}

async function planSeries(around: Around, seriesId: string): Promise<Result<Plan, Refusal>> {
  const { db, organisationId, nowMs, zone, change, session } = around;
  const series = await loadRecord(db, organisationId, 'series', seriesId);
  if (!series || series.deleted) {
    return err({ kind: 'unknown-record', record: 'series', id: seriesId });
  }
  const onward = change.scope === 'following';
  if (onward && session.startMs <= nowMs) {
    return err({ kind: 'in-the-past', startMs: session.startMs, nowMs });
  }
  const firstDay = onward ? dayAt(zone, session.startMs) : series.firstDay;
  const split = splitSeries(series, firstDay, change.newSeriesId);
  if (!split.ok) return err({ kind: 'bad-rule', rule: series.rule, problem: split.error });
  const there = await loadInScope(around, seriesId, onward ? session.startMs : nowMs + 1);
  const { before } = split.value;
  const shortened = before ? [putSeries(before, series)] : [];
  if (change.to === null) {
    const authored = there.filter((one) => one.dotReplica !== null && !one.deleted);
    const gone = authored.map((one) => putSession({ ...one, deleted: true }, one));
    const puts = before ? shortened : [putSeries({ ...series, deleted: true }, series)];
    const pairs = there.filter((one) => !one.deleted).map((one) => ({ before: one, after: null }));
    return ok({ pairs, wanted: [], puts: [...puts, ...gone] });
  }
  const after = shaped(split.value.onward, change.to);
  const generated = generateSessions(after, zone, {
    firstDay: onward ? firstDay : dayAt(zone, nowMs),
    lastDay: addDays(dayAt(zone, nowMs), HORIZON_DAYS),
  });
  if (!generated.ok) return err({ kind: 'bad-rule', rule: after.rule, problem: generated.error });
  const moved = before ? carryOver(there, after.id, zone) : [];
  const plan = pairUp(around, there, { generated: generated.value, moved });
  const written = putSeries(after, before ? null : series);
  return ok({ ...plan, puts: [...shortened, written, ...moved.flatMap((one) => one.puts)] });
}

const shaped = (
  series: Series,
  { rule, ...shape }: SessionShape & { readonly rule: string | null },
): Series => ({ ...series, ...shape, rule: rule ?? series.rule });

/** A session changed by itself, as it stands in the series that takes over. */
interface Moved {
  readonly before: Stored<Session>;
  readonly after: Session;
  readonly puts: readonly Put[];
}

function carryOver(
  there: readonly Stored<Session>[],
  seriesId: string,
  zone: TimeZone,
): readonly Moved[] {
  return there
    .filter((one) => one.dotReplica !== null)
    .map((before) => {
      const id = derivedId(seriesId, dayAt(zone, before.startMs));
      const after: Session = { ...bare(before), id, seriesId };
      const gone = before.deleted ? [] : [putSession({ ...before, deleted: true }, before)];
      return { before, after, puts: [putSession(after, null), ...gone] };
    });
}

/** The record's own fields, without those of its version. */
const bare = (session: Session): Omit<Session, 'id'> => ({
  branchId: session.branchId,
  doctorId: session.doctorId,
  seriesId: session.seriesId,
  startMs: session.startMs,
  endMs: session.endMs,
  slotMin: session.slotMin,
  capacity: session.capacity,
  tags: session.tags,
  homeReplica: session.homeReplica,
  deleted: session.deleted,
});

function pairUp(
  { zone, nowMs }: Around,
  there: readonly Stored<Session>[],
  to: { readonly generated: readonly Session[]; readonly moved: readonly Moved[] },
): Omit<Plan, 'puts'> {
  const dayOf = ({ startMs }: Session): DayKey => dayAt(zone, startMs);
  const byDay = new Map(to.generated.map((one) => [dayOf(one), one]));
  const movedById = new Map(to.moved.map(({ before, after }) => [before.id, after]));
  const byItself = there.filter((one) => one.dotReplica !== null);
  const pairs = there
    .filter((one) => !one.deleted)
    .map((before) => ({
      before,
      after:
        before.dotReplica === null
          ? (byDay.get(dayOf(before)) ?? null)
          : (movedById.get(before.id) ?? before),
    }));
  for (const one of byItself) byDay.delete(dayOf(one));
  const known = new Set(there.map(dayOf));
  const derived = [...byDay.values()].filter((one) => one.startMs > nowMs || known.has(dayOf(one)));
  const kept = [...movedById.values()].filter((one) => !one.deleted);
  return { pairs, wanted: [...derived, ...kept] };
}

/** Sessions of a series from an instant on; deleted ones only where a person did that. */
async function loadInScope(
  { db, organisationId }: Around,
  seriesId: string,
  fromMs: number,
): Promise<readonly Stored<Session>[]> {
  const { rows } = await sql<Stored<Session>>`
    select * from session
    where organisation_id = ${organisationId} and series_id = ${seriesId} and start_ms >= ${fromMs}
      and (not deleted or dot_replica is not null)
    order by start_ms`.execute(db.kysely);
  return rows;
}

const putSeries = (after: Series, before: Stored<Series> | null): Put =>
  ({ kind: 'series', after, before }) as Put;
const putSession = (after: Session, before: Stored<Session> | null): Put =>
  ({ kind: 'session', after, before }) as Put;
