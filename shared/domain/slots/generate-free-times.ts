import { BUFFER_MAX_MIN } from '../../model/choices.ts';
import type { Offer } from '../../model/conflict.ts';
import type { Session } from '../../model/session.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { peakLoad } from '../appointments/peak-load.ts';
import { workStretches } from '../schedule/work-stretches.ts';
import { isForService } from '../services/for-service.ts';
import {
  type EffectTag,
  effectiveTags,
  isOffered,
  type WalkedIn,
} from '../tags/find-tag-breaches.ts';
import { type Tagged, tagsAt } from '../tags/tags-at.ts';
import { createTakenTimes, type TakenTimes } from './create-taken-times.ts';

const MINUTE_MS = 60_000;

/** Minutes that the doctor is to have free before a visit and after it. */
interface Around {
  readonly beforeMin: number;
  readonly afterMin: number;
}

export interface FreeTimeFacts {
  readonly sessions: readonly (Tagged & {
    readonly id: string;
    readonly branchId: string;
    readonly doctorId: string;
    readonly slotMin: number;
    readonly capacity: number;
    readonly breaks: Session['breaks'];
    readonly serviceIds: Session['serviceIds'];
  })[];
  /** What takes time of a doctor and counts against the capacity, and wants time free around it. */
  readonly claims: readonly (Interval & Around & { readonly doctorId: string })[];
  /** What is looked for; null for whatever it is: then all sessions have times, whatever they are for. */
  readonly serviceId: string | null;
  /** What the visit that is looked for wants free around it; null for nothing. */
  readonly around: Around | null;
  /** What rules a time out altogether: time off, closures, blocked slots. */
  readonly blocked: readonly (Interval & {
    readonly doctorId: string | null;
    readonly branchId: string | null;
  })[];
  /** Marks with an effect. */
  readonly tags: readonly EffectTag[];
  /** Slots with marks of their own. */
  readonly taggedSlots: readonly (Tagged & { readonly doctorId: string })[];
}

export interface FreeTimeSearch {
  readonly durationMin: number;
  readonly fromMs: number;
  readonly limit: number;
  readonly nowMs: number;
  /** They are there: what is kept for those who walk in is theirs as well. */
  readonly walkedIn?: WalkedIn;
}

/**
 * Free times of `durationMin` on each session's slot grid, between its breaks, earliest first, from
 * `fromMs` on.
 * At most `limit` are given.
 */
export const generateFreeTimes = (facts: FreeTimeFacts, wish: FreeTimeSearch): readonly Offer[] =>
  prepareFreeTimes(facts)(facts.sessions, wish);

/** The same for one search after another among some of the sessions, of what all have in common. */
export function prepareFreeTimes(
  facts: FreeTimeFacts,
  takenOf: TakenTimes<FreeTimeFacts['claims'][number]> = createTakenTimes(facts.claims),
): (sessions: FreeTimeFacts['sessions'], wish: FreeTimeSearch) => readonly Offer[] {
  return (sessions, wish) => {
    const offers: Offer[] = [];
    /** When the last of as many as are wanted begins: a session that begins later has none of them. */
    let lastMs = Number.POSITIVE_INFINITY;
    for (const session of sessions.toSorted(byStart)) {
      if (session.startMs > lastMs) break;
      addFreeTimes(offers, facts, session, { ...wish, takenOf });
      if (offers.length < wish.limit) continue;
      offers.sort(byStart);
      offers.length = wish.limit;
      lastMs = offers.at(-1)?.startMs ?? lastMs;
    }
    return offers.sort(byStart);
  };
}

function addFreeTimes(
  offers: Offer[],
  facts: FreeTimeFacts,
  session: FreeTimeFacts['sessions'][number],
  wish: FreeTimeSearch & { readonly takenOf: TakenTimes<FreeTimeFacts['claims'][number]> },
): void {
  if (facts.serviceId !== null && !isForService(session, facts.serviceId)) return;
  const { branchId, doctorId, id: sessionId, slotMin } = session;
  const near = wish.takenOf(doctorId, widened(session));
  const claims = near.filter((claim) => overlaps(claim, session));
  const blocked = facts.blocked.filter(
    (b) =>
      (b.doctorId ?? doctorId) === doctorId &&
      (b.branchId ?? branchId) === branchId &&
      overlaps(b, session),
  );
  const isKept = keptBy(facts, session, wish);
  const isFull = fullBy(claims, session.capacity);
  const isTooNear = tooNearTo(near, facts.around);
  for (const stretch of workStretches(session)) {
    for (const time of gridOf({ ...stretch, slotMin }, wish.durationMin)) {
      if (time.startMs < wish.fromMs || isFull(time) || isTooNear(time)) continue;
      if (isKept(time) || blocked.some((b) => overlaps(b, time))) continue;
      const { startMs, endMs } = time;
      offers.push({ branchId, doctorId, sessionId, startMs, endMs });
    }
  }
}

/** Whether as many are seen at once in a time as can be. */
const fullBy =
  (claims: readonly Interval[], capacity: number) =>
  (time: Interval): boolean =>
    capacity === 1
      ? claims.some(({ startMs, endMs }) => startMs < time.endMs && time.startMs < endMs)
      : peakLoad(claims, time) >= capacity;

/** Whether a visit near a time wants more time between them than there is, or the time itself does. */
function tooNearTo(
  near: FreeTimeFacts['claims'],
  around: Around | null,
): (time: Interval) => boolean {
  const wants = ({ beforeMin, afterMin }: Around): boolean => beforeMin > 0 || afterMin > 0;
  const wanting = around && wants(around) ? near : near.filter(wants);
  return (time) => wanting.some((claim) => isTooNear(claim, time, around));
}

/** Whether marks keep a time of a session from being offered. */
function keptBy(
  { tags, taggedSlots }: FreeTimeFacts,
  session: FreeTimeFacts['sessions'][number],
  { nowMs, walkedIn }: Pick<FreeTimeSearch, 'nowMs' | 'walkedIn'>,
): (time: Interval) => boolean {
  const slots = taggedSlots.filter(
    ({ doctorId, startMs, endMs }) =>
      doctorId === session.doctorId && overlaps({ startMs, endMs }, session),
  );
  if (tags.length === 0 || (session.tags.length === 0 && slots.length === 0)) return () => false;
  return (time) => {
    const marked = effectiveTags(tags, tagsAt(time, [session], slots));
    return !isOffered(marked, { startMs: time.startMs, nowMs }, walkedIn);
  };
}

/** A time with the visits whose wish for free time may reach into it. */
export const widened = ({ startMs, endMs }: Interval): Interval => ({
  startMs: startMs - BUFFER_MAX_MIN * MINUTE_MS,
  endMs: endMs + BUFFER_MAX_MIN * MINUTE_MS,
});

/** Whether one of two visits that do not overlap wants more time between them than there is. */
function isTooNear(claim: Interval & Around, time: Interval, around: Around | null): boolean {
  const isBefore = claim.startMs < time.startMs;
  const gapMs = isBefore ? time.startMs - claim.endMs : claim.startMs - time.endMs;
  const wantedMin = isBefore
    ? Math.max(claim.afterMin, around?.beforeMin ?? 0)
    : Math.max(around?.afterMin ?? 0, claim.beforeMin);
  return gapMs >= 0 && gapMs < wantedMin * MINUTE_MS;
}

const byStart = (a: Interval, b: Interval): number => a.startMs - b.startMs || a.endMs - b.endMs;

function* gridOf(
  session: Interval & { readonly slotMin: number },
  durationMin: number,
): Generator<Interval> {
  const step = session.slotMin * MINUTE_MS;
  const length = durationMin * MINUTE_MS;
  for (let startMs = session.startMs; startMs + length <= session.endMs; startMs += step) {
    yield { startMs, endMs: startMs + length };
  }
}
