import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { isElsewhere } from '../../domain/schedule/alter-session.ts';
import { splitSeries } from '../../domain/schedule/change-series.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import { addDays, type DayKey, dayAt } from '../../time/day.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import type { Put, ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** A session that is there, and what becomes of it; null when it goes. */
export interface SessionPair {
  readonly before: Stored<Session>;
  readonly after: Session | null;
  /** Other sessions of the day that there will be, in which people may stay as well. */
  readonly besides?: readonly Session[];
}

/** What a change of sessions comes to, before anything is written. */
export interface Plan {
  readonly pairs: readonly SessionPair[];
  /** Every session that there will be where something changes. */
  readonly wanted: readonly Session[];
  readonly puts: readonly Put[];
}

export interface PlanPlace {
  readonly db: ReadDb;
  readonly organisationId: string;
  readonly nowMs: number;
  readonly zone: TimeZone;
}

export interface SeriesWish {
  readonly series: Stored<Series>;
  /** Where the first session begins that changes; null when all that are to come do. */
  readonly fromMs: number | null;
  /** The id of the series that begins there when the earlier sessions stay as they are. */
  readonly newSeriesId: string;
  /** The rule as it is to be; null when the series goes. */
  readonly alter: ((series: Series) => Series) | null;
  /** A session that was changed by itself, as it is to be: itself when it stays, null when it goes. */
  readonly alterOwn: (session: Stored<Session>) => Session | null;
}

/**
 * Works out what a change of a series, or of what follows a day of it, means for its sessions. What
 * has begun stays. With another doctor or branch it goes on as another series, and `fromMs` has to
 * be said. Refused: a rule that is none.
 */
export async function planSeriesChange(
  place: PlanPlace,
  wish: SeriesWish,
): Promise<Result<Plan, Refusal>> {
  const { nowMs, zone } = place;
  const { series, fromMs } = wish;
  const firstDay = fromMs === null ? series.firstDay : dayAt(zone, fromMs);
  const split = splitSeries(series, firstDay, wish.newSeriesId);
  if (!split.ok) return err({ kind: 'bad-rule', rule: series.rule, problem: split.error });
  const there = await loadInScope(place, series.id, fromMs ?? nowMs + 1);
  const { before, onward } = split.value;
  const ended = putSeries(before ?? { ...series, deleted: true }, series);
  if (wish.alter === null) return ok(planEnd(there, ended, wish));
  const altered = wish.alter(onward);
  const leaves = isElsewhere(series, altered);
  const after = leaves ? { ...altered, id: wish.newSeriesId, firstDay } : altered;
  const generated = generateSessions(after, zone, {
    firstDay: fromMs === null ? dayAt(zone, nowMs) : firstDay,
    lastDay: addDays(dayAt(zone, nowMs), HORIZON_DAYS),
  });
  if (!generated.ok) return err({ kind: 'bad-rule', rule: after.rule, problem: generated.error });
  const own = there
    .filter((one) => one.dotReplica !== null)
    .map((one) =>
      after.id === series.id ? alterInPlace(one, wish) : carryOver(one, after, zone, wish),
    );
  const plan = pairUp(place, there, { generated: generated.value, own });
  const written =
    after.id === series.id ? [putSeries(after, series)] : [ended, putSeries(after, null)];
  return ok({ ...plan, puts: [...written, ...own.flatMap((one) => one.puts)] });
}

export function planEnd(
  there: readonly Stored<Session>[],
  ended: Put,
  { alterOwn }: Pick<SeriesWish, 'alterOwn'>,
): Plan {
  const pairs = there
    .filter((one) => !one.deleted)
    .map((before) => ({ before, after: before.dotReplica === null ? null : alterOwn(before) }));
  const gone = pairs
    .filter(({ before, after }) => before.dotReplica !== null && after === null)
    .map(({ before }) => putSession({ ...before, deleted: true }, before));
  return { pairs, wanted: [], puts: [ended, ...gone] };
}

/** A session changed by itself, as it stands when the series is another. */
export interface Own {
  readonly before: Stored<Session>;
  readonly after: Session;
  readonly puts: readonly Put[];
}

function alterInPlace(before: Stored<Session>, { alterOwn }: Pick<SeriesWish, 'alterOwn'>): Own {
  const after = before.deleted ? before : (alterOwn(before) ?? before);
  return { before, after, puts: after === before ? [] : [putSession(after, before)] };
}

/**
 * Into the series that takes over. One that stays with another doctor or branch leaves its day
 * empty there, as one that was deleted does.
 */
export function carryOver(
  before: Stored<Session>,
  series: Series,
  zone: TimeZone,
  { alterOwn }: Pick<SeriesWish, 'alterOwn'>,
): Own {
  const id = derivedId(series.id, dayAt(zone, before.startMs));
  const altered = before.deleted ? before : (alterOwn(before) ?? before);
  const { branchId, doctorId } = series;
  const stays = !before.deleted && isElsewhere(altered, series);
  const after: Session = { ...bare(altered), id, seriesId: series.id };
  const put = putSession(stays ? { ...after, branchId, doctorId, deleted: true } : after, null);
  if (stays) return { before, after: before, puts: [put] };
  const gone = before.deleted ? [] : [putSession({ ...before, deleted: true }, before)];
  return { before, after, puts: [put, ...gone] };
}

/** The record's own fields, without those of its version. */
export const bare = (session: Session): Omit<Session, 'id'> => ({
  branchId: session.branchId,
  doctorId: session.doctorId,
  seriesId: session.seriesId,
  startMs: session.startMs,
  endMs: session.endMs,
  slotMin: session.slotMin,
  capacity: session.capacity,
  tags: session.tags,
  serviceIds: session.serviceIds,
  breaks: session.breaks,
  roomId: session.roomId,
  sharedWith: session.sharedWith,
  homeReplica: session.homeReplica,
  deleted: session.deleted,
});

export function pairUp(
  { zone, nowMs }: PlanPlace,
  there: readonly Stored<Session>[],
  to: { readonly generated: readonly Session[]; readonly own: readonly Own[] },
): Omit<Plan, 'puts'> {
  const dayOf = ({ startMs }: Session): DayKey => dayAt(zone, startMs);
  const byDay = new Map(to.generated.map((one) => [dayOf(one), one]));
  const ownById = new Map(to.own.map(({ before, after }) => [before.id, after]));
  const pairs = there
    .filter((one) => !one.deleted)
    .map((before) => ({
      before,
      after: ownById.get(before.id) ?? byDay.get(dayOf(before)) ?? null,
    }));
  for (const { before } of to.own) byDay.delete(dayOf(before));
  const known = new Set(there.map(dayOf));
  const derived = [...byDay.values()].filter((one) => one.startMs > nowMs || known.has(dayOf(one)));
  const own = to.own.filter(({ before, after }) => after !== before && !after.deleted);
  return { pairs, wanted: [...derived, ...own.map(({ after }) => after)] };
}

/** Sessions of a series from an instant on; deleted ones only where a person did that. */
export async function loadInScope(
  { db, organisationId }: PlanPlace,
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

export const putSeries = (after: Series, before: Stored<Series> | null): Put =>
  ({ kind: 'series', after, before }) as Put;
export const putSession = (after: Session, before: Stored<Session> | null): Put =>
  ({ kind: 'session', after, before }) as Put;
