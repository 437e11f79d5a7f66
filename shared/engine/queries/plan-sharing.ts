import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { splitSeries } from '../../domain/schedule/change-series.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import type { SessionChange, Sharing } from '../../model/session-change.ts';
import { addDays, dayAt } from '../../time/day.ts';
import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { Put, ReadDb } from '../store/handles.ts';
import { bare, type PlanPlace, putSession } from './plan-series-change.ts';
import type { SessionPlan } from './plan-session-change.ts';

/** The working time that another doctor is given, who shares some that is there or will be. */
export interface SharingPlan {
  /** Every session of theirs that there will be. */
  readonly made: readonly Session[];
  readonly puts: readonly Put[];
}

const NOTHING: SharingPlan = { made: [], puts: [] };

/**
 * The same time for the other doctor. In no room: whether two are in one room is for a person to say
 * of each. Of the two the one names the other, and so this one names nobody.
 */
const copied = { roomId: null, sharedWith: null } as const;

/** What a doctor is given who shares a session that stands alone. */
export function planSharedSession(session: Session, sharing: Sharing | undefined): SharingPlan {
  if (!sharing?.newId) return NOTHING;
  const { doctorId, newId: id } = sharing;
  const made: Session = { ...bare(session), ...copied, id, doctorId, seriesId: null };
  return { made: [made], puts: [putSession(made, null)] };
}

/**
 * What a doctor is given who shares a series from `fromMs` on: the same rule, with its rhythm and
 * what is left of its count. On `leftOutMs`, whose sessions are by themselves, they have none.
 */
export function planSharedSeries(
  series: Series,
  sharing: Sharing | undefined,
  at: {
    readonly zone: TimeZone;
    readonly fromMs: number;
    readonly nowMs: number;
    readonly leftOutMs?: readonly number[];
  },
): Result<SharingPlan, Refusal> {
  if (!sharing?.newId) return ok(NOTHING);
  const { zone, fromMs, nowMs, leftOutMs = [] } = at;
  const { doctorId, newId: id } = sharing;
  const badRule = (problem: string) =>
    err<Refusal>({ kind: 'bad-rule', rule: series.rule, problem });
  const split = splitSeries(series, dayAt(zone, fromMs), id);
  if (!split.ok) return badRule(split.error);
  const theirs: Series = { ...bareSeries(split.value.onward), ...copied, id, doctorId };
  const firstDay = dayAt(zone, fromMs);
  const lastDay = addDays(dayAt(zone, nowMs), HORIZON_DAYS);
  const sessions = generateSessions(theirs, zone, { firstDay, lastDay });
  if (!sessions.ok) return badRule(sessions.error);
  const emptyDays = new Set(leftOutMs.map((startMs) => derivedId(id, dayAt(zone, startMs))));
  const [empty, made] = partition(sessions.value, (one) => emptyDays.has(one.id));
  const gone = empty.map((one) => putSession({ ...one, deleted: true }, null));
  const put = { kind: 'series', after: theirs, before: null } as Put;
  return ok({ made: made.filter(({ endMs }) => endMs > nowMs), puts: [put, ...gone] });
}

/** The same for a change of a session, and of others of its series, by which it comes to be shared. */
export async function planSharing(
  { db, organisationId, nowMs }: Omit<PlanPlace, 'zone'>,
  { session, puts }: SessionPlan,
  { scope, to }: Pick<SessionChange, 'scope' | 'to'>,
): Promise<Result<SharingPlan, Refusal>> {
  if (!to?.shared?.newId) return ok(NOTHING);
  const { doctorId, newId } = to.shared;
  if (session.seriesId === null || scope === 'this') {
    const one = puts.findLast(({ kind }) => kind === 'session');
    return ok(one ? planSharedSession(one.after as Session, to.shared) : NOTHING);
  }
  const series = puts.filter(({ kind, after }) => kind === 'series' && !(after as Series).deleted);
  const added = series.filter(({ before }) => before === null);
  const fromMs = scope === 'following' ? session.startMs : nowMs + 1;
  const leftOutMs = await loadOwnStarts(db, organisationId, session.seriesId, fromMs);
  const timeZone = await loadTimeZone(db, organisationId, session.branchId);
  const at = { zone: knownTimeZone(timeZone), fromMs, nowMs, leftOutMs };
  const plans: SharingPlan[] = [];
  // A weekday may become two series: its beginning is one by itself.
  for (const [i, { after }] of (added.length > 0 ? added : series).entries()) {
    const id = i === 0 ? newId : derivedId(newId, String(i));
    const planned = planSharedSeries(after as Series, { doctorId, newId: id }, at);
    if (!planned.ok) return planned;
    plans.push(planned.value);
  }
  return ok({ made: plans.flatMap(({ made }) => made), puts: plans.flatMap((one) => one.puts) });
}

/** When the sessions of a series begin that are by themselves, those that were deleted too. */
async function loadOwnStarts(
  db: ReadDb,
  organisationId: string,
  seriesId: string,
  fromMs: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ readonly startMs: number }>`
    select start_ms from session
    where organisation_id = ${organisationId} and series_id = ${seriesId}
      and start_ms >= ${fromMs} and dot_replica is not null`.execute(db.kysely);
  return rows.map(({ startMs }) => startMs);
}

async function loadTimeZone(db: ReadDb, organisationId: string, id: string): Promise<string> {
  const { timeZone } = await db.kysely
    .selectFrom('branch')
    .select('timeZone')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return timeZone;
}

/** The record's own fields, without those of its version. */
const bareSeries = (one: Series): Omit<Series, 'id' | 'doctorId' | keyof typeof copied> => ({
  ...{ branchId: one.branchId, rule: one.rule, firstDay: one.firstDay },
  ...{ startMin: one.startMin, endMin: one.endMin, slotMin: one.slotMin },
  ...{ capacity: one.capacity, tags: one.tags, serviceIds: one.serviceIds },
  breaks: one.breaks,
  ...{ homeReplica: one.homeReplica, deleted: one.deleted },
});

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const first: T[] = [];
  const second: T[] = [];
  for (const one of all) (isFirst(one) ? first : second).push(one);
  return [first, second];
}
