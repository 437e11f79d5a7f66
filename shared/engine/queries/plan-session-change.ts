import { err, ok, type Result } from '../../core/result.ts';
import { decideBreaks, decideWallBreaks } from '../../domain/schedule/decide-breaks.ts';
import { breaksOn } from '../../domain/schedule/work-stretches.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import type { SessionChange } from '../../model/session-change.ts';
import { dayAt, instantOfDay, weekdayOf } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { loadRecord } from './load-record.ts';
import { type Plan, type PlanPlace, planSeriesChange, putSession } from './plan-series-change.ts';
import { type Opening, planWeekdayChange } from './plan-weekday-change.ts';
import { refuseRoom } from './refuse-room.ts';
import { refuseServices } from './refuse-services.ts';

export interface SessionPlan extends Plan {
  readonly session: Stored<Session>;
}

interface Around extends PlanPlace {
  readonly change: SessionChange;
  readonly session: Stored<Session>;
}

/**
 * Works out what a change of a session, or of it and others of its series, means for each of them.
 * What has begun stays, but for the end of a session that is under way. A session that was changed
 * by itself keeps its own shape. Refused: an unknown session, times that are none or are over, a
 * rule that is none, breaks that are not within it.
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
  const problem = to?.opening ? refuseOpening(to.opening, change) : null;
  if (problem) return err({ kind: 'malformed', problems: [`to.opening: ${problem}`] });
  const room = await refuseRoom(
    db,
    organisationId,
    { branchId: branch.id, roomId: to?.roomId },
    session.roomId,
  );
  if (!room.ok) return room;
  const services = await refuseServices(
    db,
    organisationId,
    to?.serviceIds ?? [],
    session.serviceIds,
  );
  if (!services.ok) return services;
  const zone = knownTimeZone(branch.timeZone);
  const around = { db, organisationId, nowMs, zone, change, session };
  const series = session.seriesId && scope !== 'this' ? session.seriesId : null;
  const plan = series === null ? planOne(around) : await planSeries(around, series);
  return plan.ok ? ok({ session, ...plan.value }) : plan;
}

/** A beginning with more patients at once leaves both of them some time, whole slots of it. */
function refuseOpening({ untilMin }: Opening, { scope, to }: SessionChange): string | null {
  if (scope !== 'weekday' || !to) return 'only all of a weekday have one of their own';
  const isWithin = untilMin > to.startMin && untilMin < to.endMin;
  if (!isWithin) return 'it ends within the session';
  if ((untilMin - to.startMin) % to.slotMin !== 0) return 'it ends where a slot does';
  const cuts = to.breaks?.some((one) => one.startMin < untilMin && one.endMin > untilMin) ?? false;
  return cuts ? 'it does not end in a break' : null;
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
  const wanted = change.to.breaks && decideWallBreaks(change.to, change.to.breaks);
  if (wanted && !wanted.ok) return wanted;
  const breaks = change.to.breaks ? [...breaksOn(zone, day, change.to.breaks)] : session.breaks;
  const fitting = decideBreaks({ startMs, endMs }, breaks);
  if (!fitting.ok) return fitting;
  const roomId = change.to.roomId === undefined ? session.roomId : change.to.roomId;
  const sharedWith = sharerOf(session, change.to);
  const serviceIds = change.to.serviceIds ?? session.serviceIds;
  const shape = { startMs, endMs, slotMin, capacity, tags, serviceIds, breaks, roomId, sharedWith };
  const after: Session = { ...session, ...shape };
  const pairs = [{ before: session, after }];
  return ok({ pairs, wanted: [after], puts: [putSession(after, session)] });
}

async function planSeries(around: Around, seriesId: string): Promise<Result<Plan, Refusal>> {
  const { db, organisationId, nowMs, change, session } = around;
  const series = await loadRecord(db, organisationId, 'series', seriesId);
  if (!series || series.deleted) {
    return err({ kind: 'unknown-record', record: 'series', id: seriesId });
  }
  const onward = change.scope === 'following';
  if (onward && session.startMs <= nowMs) {
    return err({ kind: 'in-the-past', startMs: session.startMs, nowMs });
  }
  const { to, newSeriesId } = change;
  const fitting = to ? decideWallBreaks(to, to.breaks ?? series.breaks) : ok(null);
  if (!fitting.ok) return fitting;
  if (change.scope === 'weekday') {
    return planWeekdayChange(around, {
      ...{ series, newSeriesId, opening: to?.opening ?? null },
      weekday: weekdayOf(dayAt(around.zone, session.startMs)),
      alter: to && ((one) => shaped(one, { ...to, rule: null })),
    });
  }
  return planSeriesChange(around, {
    ...{ series, fromMs: onward ? session.startMs : null, newSeriesId },
    alter: to && ((one) => shaped(one, to)),
    alterOwn: (one) => (to === null ? null : one),
  });
}

type Shape = NonNullable<SessionChange['to']>;

/** Whom working time names as sharing it, once it is changed. */
const sharerOf = ({ sharedWith }: Pick<Session, 'sharedWith'>, { shared }: Shape): string | null =>
  shared === undefined ? sharedWith : (shared?.doctorId ?? null);

const shaped = (
  series: Series,
  { rule, breaks, roomId, serviceIds, shared, opening: _, ...shape }: Shape,
): Series => ({
  ...series,
  ...shape,
  sharedWith: sharerOf(series, { ...shape, rule, shared }),
  breaks: breaks ?? series.breaks,
  serviceIds: serviceIds ?? series.serviceIds,
  roomId: roomId === undefined ? series.roomId : roomId,
  rule: rule ?? series.rule,
});
