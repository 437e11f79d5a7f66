import type { Session } from '../../model/session.ts';
import { createIntervalIndex } from '../../time/interval-index.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { type CalendarPut, isSame } from './calendar-put.ts';
import { loadBookedSessions } from './load-booked-sessions.ts';
import { loadSessionsWithin } from './load-import-facts.ts';
import type { CalendarWish } from './plan-calendar.ts';

const DAY_MS = 86_400_000;

/** What is known of the sessions that a calendar brings or brought. */
interface Known {
  readonly byId: ReadonlyMap<string, Stored<Session>>;
  readonly booked: ReadonlySet<string>;
}

/** A session that a file asks for, and what of the file it comes from. */
export interface SessionWish {
  readonly session: Session;
  /** Somebody said that it is for any service. */
  readonly isForAny: boolean;
  readonly line: number;
  readonly title: string;
}

/** Whose sessions are planned, and when. */
interface SessionScope extends Pick<CalendarWish, 'within' | 'replica' | 'nowMs'> {
  readonly doctorId: string;
}

export interface SessionPlan {
  readonly puts: readonly CalendarPut[];
  readonly notes: readonly ImportProblem[];
}

/**
 * What overlaps other working time is left out, and nobody's session is changed from under them:
 * one that is booked, or another replica's, stays as it is. `gone` are those of an earlier file that
 * this one has no more, unless it wants them.
 */
export async function planSessions(
  db: ReadDb,
  organisationId: string,
  scope: SessionScope,
  asked: readonly SessionWish[],
  gone: readonly { readonly id: string }[],
): Promise<SessionPlan> {
  const { within, doctorId } = scope;
  const notes: ImportProblem[] = [];
  const wanted = asked.toSorted((a, b) => a.session.startMs - b.session.startMs);
  const ids = new Set(wanted.map(({ session }) => session.id));
  const left = gone.filter(({ id }) => !ids.has(id));
  const known = await loadKnown(db, organisationId, scope, [...ids, ...left.map(({ id }) => id)]);

  const removed = left.flatMap(({ id }): CalendarPut[] => {
    const before = known.byId.get(id);
    if (!before) return [];
    const why = whyFixed(before, scope, known);
    if (why) notes.push({ line: 0, column: 'UID', value: '', kind: why });
    return why ? [] : [{ kind: 'session', after: { ...plain(before), deleted: true }, before }];
  });
  const moving = new Set([...ids, ...removed.map(({ after }) => after.id)]);
  const others = await loadSessionsWithin(db, organisationId, doctorId, stretch(within));
  const taken = createIntervalIndex();
  for (const one of others) if (!one.deleted && !moving.has(one.id)) taken.add(one);

  const puts: CalendarPut[] = [];
  const place = (one: SessionWish, before: Stored<Session> | null): void => {
    const { session } = one;
    if (taken.overlapping(session).length > 0) {
      notes.push({ ...toldOf(one), kind: 'session-overlap' });
      if (before && !before.deleted) taken.add(before);
      return;
    }
    taken.add(session);
    puts.push({ kind: 'session', after: session, before });
  };
  // What stays where it is has its time before what comes to it.
  const pairs = wanted.map((one) => {
    const before = known.byId.get(one.session.id) ?? null;
    return { ...one, session: withUnsaid(one, before), before };
  });
  const waiting = pairs.filter((one) => {
    const { session, before } = one;
    if (!before || before.deleted) return true;
    const why = isSame(before, session) ? null : whyFixed(before, scope, known);
    if (why) notes.push({ ...toldOf(one), kind: why });
    if (why === null && !isSame(before, session)) return true;
    taken.add(before);
    if (why === null) puts.push({ kind: 'session', after: session, before });
    return false;
  });
  for (const one of waiting) place(one, one.before);
  return { puts: [...removed, ...puts], notes };
}

/** A session at the edge of the days may overlap one that begins before them. */
const stretch = ({ startMs, endMs }: CalendarWish['within']) => ({
  startMs: startMs - DAY_MS,
  endMs: endMs + DAY_MS,
});

export const toldOf = ({ line, title }: Pick<SessionWish, 'line' | 'title'>) => ({
  line,
  column: 'SUMMARY',
  value: title,
});

/** Why a session of an earlier import cannot be changed now; null if it can. */
function whyFixed(
  session: Stored<Session>,
  { replica, nowMs }: SessionScope,
  { booked }: Known,
): 'session-booked' | 'session-elsewhere' | null {
  if (booked.has(session.id) || session.startMs < nowMs) return 'session-booked';
  return session.homeReplica === replica ? null : 'session-elsewhere';
}

async function loadKnown(
  db: ReadDb,
  organisationId: string,
  { nowMs }: SessionScope,
  ids: readonly string[],
): Promise<Known> {
  const records = await loadRecords(db, organisationId, 'session', ids);
  const booked = await loadBookedSessions(db, organisationId, ids, nowMs);
  return { byId: new Map(records.map((record) => [record.id, record])), booked };
}

/** What no file says of a session that it brought before, and somebody said here, stays. */
const withUnsaid = ({ session, isForAny }: SessionWish, before: Stored<Session> | null): Session =>
  before === null || before.deleted
    ? session
    : {
        ...session,
        roomId: session.roomId ?? before.roomId,
        sharedWith: session.sharedWith ?? before.sharedWith,
        serviceIds:
          isForAny || session.serviceIds.length > 0 ? session.serviceIds : before.serviceIds,
      };

const plain = (session: Session): Session => {
  const { id, branchId, doctorId, seriesId, startMs, endMs, slotMin, capacity } = session;
  const { tags, serviceIds, breaks, roomId, sharedWith, homeReplica, deleted } = session;
  return {
    ...{ id, branchId, doctorId, seriesId, startMs, endMs, slotMin, capacity },
    ...{ tags, serviceIds, breaks, roomId, sharedWith, homeReplica, deleted },
  };
};
