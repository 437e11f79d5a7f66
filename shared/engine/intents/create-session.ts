import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideBreaks, decideWallBreaks } from '../../domain/schedule/decide-breaks.ts';
import { firstOccurrence } from '../../domain/schedule/generate-occurrences.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Branch } from '../../model/organisation.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import { addDays, dayAt } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import { refuseRoom } from '../queries/refuse-room.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { refuseOverlap } from './refuse-overlap.ts';
import { refuseWork } from './refuse-work.ts';

/** One session on one day. */
export const createSession: IntentHandler<'create-session'> = async ({ tx, actor }, input) => {
  const { requestOverlap, accepts, ...rest } = input;
  const wanted = { ...rest, breaks: input.breaks ?? [], roomId: input.roomId ?? null };
  const access = decideAccess(actor, 'create-session', wanted);
  if (!access.ok) return access;
  const place = await loadPlace(tx, wanted);
  if (!place.ok) return place;
  if (wanted.endMs <= wanted.startMs) return err({ kind: 'empty-range' });
  const fitting = decideBreaks(wanted, wanted.breaks);
  if (!fitting.ok) return fitting;
  if (wanted.endMs <= tx.nowMs) {
    return err({ kind: 'in-the-past', startMs: wanted.startMs, nowMs: tx.nowMs });
  }
  const free = await refuseOverlap(tx, wanted, [wanted], { requested: requestOverlap });
  if (!free.ok) return free;
  const homeReplica = place.value.homeReplica ?? tx.book.replica;
  const session: Session = { ...wanted, seriesId: null, homeReplica, deleted: false };
  const asked = { changes: [{ before: null, after: session }], makesSeries: false };
  const agreed = await refuseWork(tx, asked, accepts);
  if (!agreed.ok) return agreed;
  tx.put('session', session, null);
  return ok({ recordId: session.id, undoable: true });
};

/** A rule from which sessions follow. */
export const createSeries: IntentHandler<'create-series'> = async ({ tx, actor }, input) => {
  const { requestOverlap, accepts, ...rest } = input;
  const wanted = { ...rest, breaks: input.breaks ?? [], roomId: input.roomId ?? null };
  const access = decideAccess(actor, 'create-series', wanted);
  if (!access.ok) return access;
  const place = await loadPlace(tx, wanted);
  if (!place.ok) return place;
  if (wanted.endMin <= wanted.startMin) return err({ kind: 'empty-range' });
  const fitting = decideWallBreaks(wanted, wanted.breaks);
  if (!fitting.ok) return fitting;
  const homeReplica = place.value.homeReplica ?? tx.book.replica;
  const series: Series = { ...wanted, homeReplica, deleted: false };
  const sessions = sessionsOf(series, place.value, tx.nowMs);
  if (!sessions.ok) return sessions;
  const ahead = sessions.value.filter((session) => session.endMs > tx.nowMs);
  const free = await refuseOverlap(tx, wanted, ahead, { requested: requestOverlap });
  if (!free.ok) return free;
  const changes = ahead.map((after) => ({ before: null, after }));
  const agreed = await refuseWork(tx, { changes, makesSeries: true }, accepts);
  if (!agreed.ok) return agreed;
  tx.put('series', series, null);
  return ok({ recordId: series.id, undoable: true });
};

function sessionsOf(
  series: Series,
  branch: Branch,
  nowMs: number,
): Result<readonly Session[], Refusal> {
  const zone = knownTimeZone(branch.timeZone);
  const today = dayAt(zone, nowMs);
  const badRule = (problem: string) =>
    err<Refusal>({ kind: 'bad-rule', rule: series.rule, problem });
  // The rule alone first: a rule that never falls on a day is a mistake, not an empty schedule.
  const first = firstOccurrence(series.rule, series.firstDay);
  if (!first.ok) return badRule(first.error);
  const ahead = { firstDay: addDays(today, -1), lastDay: addDays(today, HORIZON_DAYS) };
  const sessions = generateSessions(series, zone, ahead);
  return sessions.ok ? sessions : badRule(sessions.error);
}

async function loadPlace(
  tx: WriteTx,
  at: Pick<Session, 'branchId' | 'doctorId' | 'roomId'>,
): Promise<Result<Branch, Refusal>> {
  const { organisationId } = tx.book;
  const doctor = await loadRecord(tx, organisationId, 'doctor', at.doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: at.doctorId });
  const branch = await loadRecord(tx, organisationId, 'branch', at.branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: at.branchId });
  const room = await refuseRoom(tx, organisationId, at);
  return room.ok ? ok(branch) : room;
}
