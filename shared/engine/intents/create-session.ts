import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideBreaks, decideWallBreaks } from '../../domain/schedule/decide-breaks.ts';
import { decideSessionTime } from '../../domain/schedule/decide-session-time.ts';
import { firstOccurrence } from '../../domain/schedule/generate-occurrences.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Branch } from '../../model/organisation.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import type { Sharing } from '../../model/session-change.ts';
import { addDays, dayAt } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import { planSharedSeries, planSharedSession } from '../queries/plan-sharing.ts';
import { refuseRoom } from '../queries/refuse-room.ts';
import { refuseServices } from '../queries/refuse-services.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { refuseOverlap } from './refuse-overlap.ts';
import { refuseSharing } from './refuse-sharing.ts';
import { refuseWork } from './refuse-work.ts';

/** One session on one day. */
export const createSession: IntentHandler<'create-session'> = async ({ tx, actor }, input) => {
  const { requestOverlap, accepts, shared, ...rest } = input;
  const wanted = { ...rest, ...namedBy(input) };
  const access = decideAccess(actor, 'create-session', wanted);
  if (!access.ok) return access;
  const place = await loadPlace(tx, 'session', wanted);
  if (!place.ok) return place;
  const lasting = decideSessionTime(wanted);
  if (!lasting.ok) return lasting;
  const fitting = decideBreaks(wanted, wanted.breaks);
  if (!fitting.ok) return fitting;
  if (wanted.endMs <= tx.nowMs) {
    return err({ kind: 'in-the-past', startMs: wanted.startMs, nowMs: tx.nowMs });
  }
  const free = await refuseOverlap(tx, wanted, [wanted], { requested: requestOverlap });
  if (!free.ok) return free;
  const homeReplica = place.value.homeReplica ?? tx.book.replica;
  const session: Session = { ...wanted, seriesId: null, homeReplica, deleted: false };
  const { made, puts } = planSharedSession(session, shared);
  const shares = await refuseSharing(tx, wanted, shared, made);
  if (!shares.ok) return shares;
  const asked = { changes: fresh([session, ...made]), makesSeries: false };
  const agreed = await refuseWork(tx, asked, accepts);
  if (!agreed.ok) return agreed;
  tx.put('session', session, null);
  for (const { kind, after, before } of puts) tx.put(kind, after, before);
  return ok({ recordId: session.id, undoable: true });
};

/** A rule from which sessions follow. */
export const createSeries: IntentHandler<'create-series'> = async ({ tx, actor }, input) => {
  const { requestOverlap, accepts, shared, ...rest } = input;
  const wanted = { ...rest, ...namedBy(input) };
  const access = decideAccess(actor, 'create-series', wanted);
  if (!access.ok) return access;
  const place = await loadPlace(tx, 'series', wanted);
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
  const zone = knownTimeZone(place.value.timeZone);
  const at = { zone, fromMs: tx.nowMs, nowMs: tx.nowMs };
  const sharing = planSharedSeries(series, shared, at);
  if (!sharing.ok) return sharing;
  const { made, puts } = sharing.value;
  const shares = await refuseSharing(tx, wanted, shared, made);
  if (!shares.ok) return shares;
  const asked = { changes: fresh([...ahead, ...made]), makesSeries: true };
  const agreed = await refuseWork(tx, asked, accepts);
  if (!agreed.ok) return agreed;
  tx.put('series', series, null);
  for (const { kind, after, before } of puts) tx.put(kind, after, before);
  return ok({ recordId: series.id, undoable: true });
};

const fresh = (sessions: readonly Session[]) => sessions.map((after) => ({ before: null, after }));

/** What need not be said of new working time. */
const namedBy = <B>({ breaks, serviceIds, roomId, shared }: Unsaid<B>) => ({
  breaks: breaks ?? [],
  serviceIds: serviceIds ?? [],
  roomId: roomId ?? null,
  sharedWith: shared?.doctorId ?? null,
});

interface Unsaid<B> {
  readonly breaks?: B[] | undefined;
  readonly serviceIds?: string[] | undefined;
  readonly roomId?: string | null | undefined;
  readonly shared?: Sharing | undefined;
}

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
  kind: 'session' | 'series',
  at: Pick<Session, 'id' | 'branchId' | 'doctorId' | 'roomId' | 'serviceIds'>,
): Promise<Result<Branch, Refusal>> {
  const { organisationId } = tx.book;
  // What is made anew takes nobody's place.
  const former = await loadRecord(tx, organisationId, kind, at.id);
  if (former) return err({ kind: 'changed-since', what: kind });
  const doctor = await loadRecord(tx, organisationId, 'doctor', at.doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: at.doctorId });
  const branch = await loadRecord(tx, organisationId, 'branch', at.branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: at.branchId });
  const room = await refuseRoom(tx, organisationId, at);
  if (!room.ok) return room;
  const services = await refuseServices(tx, organisationId, at.serviceIds);
  return services.ok ? ok(branch) : services;
}
