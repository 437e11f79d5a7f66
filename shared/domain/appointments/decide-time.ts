import { err, ok, type Result } from '../../core/result.ts';
import { VISIT_MAX_MS } from '../../model/appointment.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Hold } from '../../model/hold.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session, Slot } from '../../model/session.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import { contains, type Interval, overlaps } from '../../time/interval.ts';
import { breakIn } from '../schedule/work-stretches.ts';
import { peakLoad } from './peak-load.ts';

/** What is known about a doctor's time around a wish, as loaded in one go. */
export interface TimeFacts {
  readonly sessions: readonly (Session & { readonly confirmed: boolean })[];
  readonly claims: readonly (Pick<
    ClaimRecord,
    'id' | 'branchId' | 'startMs' | 'endMs' | 'capacity' | 'overbooked' | 'verdict'
  > & {
    /** It is firm, or was until it lost its time. Left out where nobody asks for the right. */
    readonly promised?: boolean;
  })[];
  readonly holds: readonly Hold[];
  readonly timeOff: readonly TimeOff[];
  readonly closures: readonly Closure[];
  /** The most firm appointments of the doctor on a day; null without a limit. */
  readonly dailyMax: number | null;
  readonly blockedSlots: readonly Pick<Slot, 'startMs' | 'endMs' | 'note'>[];
}

export interface TimeWish extends Interval {
  readonly branchId: string;
  readonly doctorId: string;
  /** The appointment being booked or moved: it never stands in its own way. */
  readonly appointmentId: string | null;
  /** The hold taken for this booking, if one was. */
  readonly holdId: string | null;
  readonly overbook: boolean;
  /** Granted also where the doctor has no working time, as long as nothing else is in the way. */
  readonly withoutSession?: boolean;
}

/** The time is granted: in this session, with or without the right that makes it firm. */
export interface TimeGrant {
  readonly sessionId: string | null;
  readonly capacity: number;
  readonly withRight: boolean;
}

/**
 * May this doctor's time be given away? Checks in the order in which a person would want to hear:
 * what is wrong with the wish, who is away, where the day has no session, who was faster.
 */
export function decideTime(
  facts: TimeFacts,
  wish: TimeWish,
  at: { readonly nowMs: number; readonly replica: string },
): Result<TimeGrant, Refusal> {
  if (wish.endMs <= wish.startMs) return err({ kind: 'empty-range' });
  if (wish.endMs - wish.startMs > VISIT_MAX_MS) return err({ kind: 'longer-than-a-day' });
  if (wish.endMs <= at.nowMs) {
    return err({ kind: 'in-the-past', startMs: wish.startMs, nowMs: at.nowMs });
  }
  const closed = facts.closures[0];
  if (closed) return err({ kind: 'branch-closed', day: closed.day, name: closed.name });
  const away = facts.timeOff.find((off) => overlaps(off, wish));
  if (away) {
    const { startMs, endMs, reason } = away;
    return err({ kind: 'doctor-away', startMs, endMs, reason });
  }
  const session = facts.sessions.find((s) => s.branchId === wish.branchId && contains(s, wish));
  if (!session && !wish.overbook) {
    if (!wish.withoutSession) return err({ kind: 'outside-session', offers: [] });
    const elsewhere = facts.sessions.find((s) => s.branchId !== wish.branchId && overlaps(s, wish));
    if (elsewhere) return err(worksElsewhere(elsewhere));
  }
  const taken = wish.overbook
    ? null
    : ((session && refuseBreak(session, wish)) ??
      whatIsInTheWay(facts, wish, session?.capacity ?? 1, at.nowMs));
  if (taken) return err(taken);
  return ok({
    sessionId: session?.id ?? null,
    capacity: session?.capacity ?? 1,
    withRight:
      !!session?.confirmed &&
      session.homeReplica === at.replica &&
      !wish.overbook &&
      !wasPromised(facts, wish, session.capacity),
  });
}

/**
 * Whether somebody was promised this time who lost it, and has it again as soon as what is in the
 * way goes: it is nobody else's for good before a person has acted on that.
 */
const wasPromised = ({ claims }: TimeFacts, wish: TimeWish, capacity: number): boolean =>
  claims.some(
    (claim) =>
      claim.promised &&
      claim.verdict === 'displaced' &&
      !claim.overbooked &&
      Math.min(claim.capacity, capacity) === 1 &&
      claim.id !== wish.appointmentId &&
      overlaps(claim, wish),
  );

/** Whoever works at another branch is not called away from there. */
const worksElsewhere = ({ branchId, startMs, endMs }: Session): Refusal => ({
  ...{ kind: 'session-overlap', branchId, startMs, endMs, canRequest: false },
});

/** The doctor works that day, but not then. */
function refuseBreak(session: Session, wish: TimeWish): Refusal | null {
  const found = breakIn(session, wish);
  if (!found) return null;
  const { name, startMs, endMs } = found;
  return { kind: 'in-break', name, startMs, endMs, offers: [] };
}

function whatIsInTheWay(
  facts: TimeFacts,
  wish: TimeWish,
  capacity: number,
  nowMs: number,
): Refusal | null {
  const blocked = facts.blockedSlots.find((slot) => overlaps(slot, wish));
  if (blocked) return { kind: 'slot-blocked', note: blocked.note, offers: [] };

  const standing = facts.claims.filter(
    (c) =>
      c.verdict !== 'displaced' &&
      c.id !== wish.appointmentId &&
      !c.overbooked &&
      overlaps(c, wish),
  );
  const strictest = Math.min(capacity, ...standing.map((claim) => claim.capacity));
  const first = standing[0];
  if (first && peakLoad(standing, wish) >= strictest) {
    const { startMs, endMs, branchId } = first;
    return { kind: 'time-taken', startMs, endMs, branchId, offers: [] };
  }

  const others = facts.holds.filter(
    (h) => h.id !== wish.holdId && h.expiresAtMs > nowMs && overlaps(h, wish),
  );
  const held = others[0];
  if (held && peakLoad([...standing, ...others], wish) >= strictest) {
    const { userName, expiresAtMs } = held;
    return { kind: 'held-by-other', userName, expiresAtMs, offers: [] };
  }
  return null;
}
