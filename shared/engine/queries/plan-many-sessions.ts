import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import {
  alterSeries,
  alterSession,
  goesOnOwn,
  isAltered,
  isElsewhere,
  refuseAltered,
} from '../../domain/schedule/alter-session.ts';
import { everyName } from '../../domain/tags/find-tag.ts';
import type { Alteration, ManySessionsChange } from '../../model/many-sessions.ts';
import type { Refusal, SessionObstacle } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import type { ReadDb } from '../store/handles.ts';
import type { BookTable } from '../store/tables.ts';
import { findSessionObstacle } from './find-session-obstacle.ts';
import { type ChosenSession, loadChosenSessions } from './load-chosen-sessions.ts';
import { loadRecord } from './load-record.ts';
import { loadTags } from './load-tags.ts';
import { loadWholeSeries, type WholeSeries } from './load-whole-series.ts';
import { bare, type Plan, planSeriesChange, putSession } from './plan-series-change.ts';
import { refuseRoom } from './refuse-room.ts';
import { refuseServices } from './refuse-services.ts';
import { refusedSessions } from './refused-sessions.ts';

/** What a change of many sessions comes to, before anything is written. */
export interface ManyPlan extends Plan {
  readonly chosen: readonly Session[];
  /** How many series are changed by their rule. */
  readonly seriesCount: number;
}

export interface PlanAt {
  readonly book: Pick<BookTable, 'organisationId' | 'replica'>;
  readonly nowMs: number;
}

/** A chosen session of which something changes; `after` is null when it goes. */
interface Changed extends ChosenSession {
  readonly after: Session | null;
}

/**
 * Works out what a change of many sessions means for each of them. A series that is chosen as a
 * whole, or from one of its sessions on, is changed by its rule, so that what is not derived yet
 * follows; others session by session. Sessions that are so already are left alone. Refused with
 * the sessions it is about: whatever keeps one of them from being changed.
 */
export async function planManySessions(
  db: ReadDb,
  { book, nowMs }: PlanAt,
  change: ManySessionsChange,
): Promise<Result<ManyPlan, Refusal>> {
  const { organisationId } = book;
  const isOnOwn = change.to !== null && goesOnOwn(change.to);
  if (isOnOwn && !change.choice.sessionIds) return err(NOT_POINTED_AT);
  const tags = await loadTags(db, organisationId);
  const { tag } = change.choice;
  const tagNames = tag === null ? null : everyName(tags, [tag]);
  const chosen = await loadChosenSessions(db, organisationId, change.choice, tagNames, nowMs);
  if (!chosen.ok) return chosen;
  const removeTags = [...everyName(tags, change.to?.removeTags ?? [])];
  const to = await homeOf(db, organisationId, change.to && { ...change.to, removeTags });
  if (!to.ok) return to;
  for (const branchId of branchIdsOf(chosen.value, change.to)) {
    const room = await refuseRoom(db, organisationId, { branchId, roomId: change.to?.roomId });
    if (!room.ok) return room;
  }
  const services = await refuseServices(db, organisationId, change.to?.serviceIds ?? []);
  if (!services.ok) return services;
  const changed = alterAll(chosen.value, to.value, nowMs);
  if (!changed.ok) return changed;
  const { lastDay } = change.choice;
  const wholes = isOnOwn
    ? []
    : await loadWholeSeries(db, organisationId, changed.value, { lastDay, nowMs });
  const plans: Plan[] = [];
  for (const whole of wholes) {
    const plan = await planWhole(db, { book, nowMs }, whole, {
      change,
      to: to.value,
      changed: changed.value,
    });
    if (!plan.ok) return plan;
    plans.push(plan.value);
  }
  const done = new Set(plans.flatMap(({ pairs }) => pairs.map(({ before }) => before.id)));
  const alone = changed.value.filter(({ session }) => !done.has(session.id));
  plans.push(planAlone(alone, change));
  const plan = {
    pairs: plans.flatMap(({ pairs }) => pairs.filter(({ before, after }) => before !== after)),
    wanted: plans.flatMap(({ wanted }) => wanted),
    puts: plans.flatMap(({ puts }) => puts),
  };
  const obstacle = await findSessionObstacle(db, book, plan, change.requestOverlap);
  if (obstacle) return err(obstacle);
  const sessions = chosen.value.map(({ session }) => session);
  return ok({ ...plan, chosen: sessions, seriesCount: wholes.length });
}

/** A rule says nothing of single days and lengths. */
const NOT_POINTED_AT: Refusal = {
  kind: 'malformed',
  problems: ['choice.sessionIds: only sessions that are pointed at change their day or length.'],
};

/** The branches at which the sessions are to be. */
const branchIdsOf = (
  chosen: readonly ChosenSession[],
  to: Alteration | null,
): ReadonlySet<string> => new Set(chosen.map(({ session }) => to?.branchId ?? session.branchId));

/** What is asked for, with who is at home where the sessions go. */
type HomedAlteration = Alteration & { readonly homeReplica: string | null };

async function homeOf(
  db: ReadDb,
  organisationId: string,
  to: Alteration | null,
): Promise<Result<HomedAlteration | null, Refusal>> {
  if (to === null) return ok(null);
  const { branchId, doctorId } = to;
  if (doctorId !== null && !(await loadRecord(db, organisationId, 'doctor', doctorId))) {
    return err({ kind: 'unknown-record', record: 'doctor', id: doctorId });
  }
  if (branchId === null) return ok({ ...to, homeReplica: null });
  const branch = await loadRecord(db, organisationId, 'branch', branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  return ok({ ...to, homeReplica: branch.homeReplica });
}

function alterAll(
  chosen: readonly ChosenSession[],
  to: HomedAlteration | null,
  nowMs: number,
): Result<readonly Changed[], Refusal> {
  if (to === null) return ok(chosen.map((one) => ({ ...one, after: null })));
  const problems = new Map<SessionObstacle, Session[]>();
  const changed = chosen.flatMap((one): Changed[] => {
    const { session, zone, times } = one;
    const after = { ...alterSession(session, zone, to) };
    const problem = refuseAltered(after, times, to, nowMs);
    if (problem) problems.set(problem, [...(problems.get(problem) ?? []), session]);
    if (!isAltered(session, after)) return [];
    return [{ ...one, after: { ...after, homeReplica: to.homeReplica ?? session.homeReplica } }];
  });
  const [first] = problems;
  return first ? err(refusedSessions(...first)) : ok(changed);
}

function planWhole(
  db: ReadDb,
  { book, nowMs }: PlanAt,
  { series, first, isAll }: WholeSeries,
  as: {
    readonly change: ManySessionsChange;
    readonly to: HomedAlteration | null;
    readonly changed: readonly Changed[];
  },
): Promise<Result<Plan, Refusal>> {
  const { to } = as;
  const { organisationId } = book;
  const leaves = to !== null && isElsewhere(series, alterSeries(series, to));
  const afterById = new Map(as.changed.map(({ session, after }) => [session.id, after]));
  return planSeriesChange(
    { db, organisationId, nowMs, zone: first.zone },
    {
      series,
      fromMs: isAll && !leaves ? null : first.session.startMs,
      newSeriesId: derivedId(as.change.newIdsFrom, series.id),
      alter:
        to &&
        ((one) => ({ ...alterSeries(one, to), homeReplica: to.homeReplica ?? one.homeReplica })),
      alterOwn: (session) => {
        const after = afterById.get(session.id);
        return after === undefined ? session : after;
      },
    },
  );
}

/** Session by session. With another doctor or branch, or on another day, it is another session. */
function planAlone(
  alone: readonly Changed[],
  { newIdsFrom, to }: Pick<ManySessionsChange, 'newIdsFrom' | 'to'>,
): Plan {
  const isOtherDay = (to?.shiftDays ?? 0) !== 0;
  const plans = alone.map(({ session: before, after: altered }) => {
    const gone = putSession({ ...before, deleted: true }, before);
    if (altered === null) return { before, after: null, puts: [gone] };
    if (!isOtherDay && !isElsewhere(before, altered)) {
      return { before, after: altered, puts: [putSession(altered, before)] };
    }
    const id = derivedId(newIdsFrom, before.id);
    const after: Session = { ...bare(altered), id, seriesId: null };
    return { before, after, puts: [gone, putSession(after, null)] };
  });
  return {
    pairs: plans.map(({ before, after }) => ({ before, after })),
    wanted: plans.flatMap(({ after }) => after ?? []),
    puts: plans.flatMap(({ puts }) => puts),
  };
}
