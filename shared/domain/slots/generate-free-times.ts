import { BUFFER_MAX_MIN } from '../../model/choices.ts';
import type { Offer } from '../../model/conflict.ts';
import type { Session } from '../../model/session.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { peakLoad } from '../appointments/peak-load.ts';
import { workStretches } from '../schedule/work-stretches.ts';
import { type EffectTag, effectiveTags, isOffered } from '../tags/find-tag-breaches.ts';
import { type Tagged, tagsAt } from '../tags/tags-at.ts';

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
  })[];
  /** What takes time of a doctor and counts against the capacity, and wants time free around it. */
  readonly claims: readonly (Interval & Around & { readonly doctorId: string })[];
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

/**
 * Free times of `durationMin` on each session's slot grid, between its breaks, earliest first, from
 * `fromMs` on.
 * At most `limit` are given.
 */
export function generateFreeTimes(
  facts: FreeTimeFacts,
  wish: {
    readonly durationMin: number;
    readonly fromMs: number;
    readonly limit: number;
    readonly nowMs: number;
  },
): readonly Offer[] {
  const claimsByDoctor = Map.groupBy(facts.claims, (claim) => claim.doctorId);
  const offers: Offer[] = [];
  for (const session of [...facts.sessions].sort(byStart)) {
    const ofDoctor = claimsByDoctor.get(session.doctorId) ?? [];
    const claims = ofDoctor.filter((c) => overlaps(c, session));
    const near = ofDoctor.filter((c) => overlaps(c, widened(session)));
    const blocked = facts.blocked.filter(
      (b) =>
        (b.doctorId ?? session.doctorId) === session.doctorId &&
        (b.branchId ?? session.branchId) === session.branchId &&
        overlaps(b, session),
    );
    const isKept = keptBy(facts, session, wish.nowMs);
    for (const time of workStretches(session).flatMap((stretch) => [
      ...gridOf({ ...stretch, slotMin: session.slotMin }, wish.durationMin),
    ])) {
      if (time.startMs < wish.fromMs || isKept(time)) continue;
      if (blocked.some((b) => overlaps(b, time))) continue;
      if (peakLoad(claims, time) >= session.capacity) continue;
      if (near.some((claim) => isTooNear(claim, time, facts.around))) continue;
      const { branchId, doctorId, id: sessionId } = session;
      offers.push({ branchId, doctorId, sessionId, ...time });
      // Sessions are sorted by start, so a later session can only offer later or equal times of
      // another doctor; collecting a few more per session and sorting keeps the order exact.
    }
    if (offers.length > wish.limit * 8) break;
  }
  return offers.sort(byStart).slice(0, wish.limit);
}

/** Whether marks keep a time of a session from being offered. */
function keptBy(
  { tags, taggedSlots }: FreeTimeFacts,
  session: FreeTimeFacts['sessions'][number],
  nowMs: number,
): (time: Interval) => boolean {
  const slots = taggedSlots.filter(
    ({ doctorId, startMs, endMs }) =>
      doctorId === session.doctorId && overlaps({ startMs, endMs }, session),
  );
  if (tags.length === 0 || (session.tags.length === 0 && slots.length === 0)) return () => false;
  return (time) => {
    const marked = effectiveTags(tags, tagsAt(time, [session], slots));
    return !isOffered(marked, { startMs: time.startMs, nowMs });
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
