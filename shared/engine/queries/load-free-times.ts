import type { OpenSlot } from '../../domain/export/smart-links.ts';
import {
  type FreeTimeFacts,
  generateFreeTimes,
  widened,
} from '../../domain/slots/generate-free-times.ts';
import { generateOpenSlots } from '../../domain/slots/generate-open-slots.ts';
import type { Offer } from '../../model/conflict.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { type FreeTimeScope, loadFreeTimeFacts } from './load-free-time-facts.ts';

const DAY_MS = 86_400_000;
/** How far ahead free times are looked for. */
const LOOK_AHEAD_DAYS = 90;
/** Two weeks hold the answer nearly always; only a full book makes the search go further. */
const NEARLY_ALWAYS_DAYS = 14;

export interface FreeTimeWish extends FreeTimeScope {
  readonly durationMin: number;
  readonly limit: number;
}

/** The earliest free times that fit the wish, over the next 90 days. */
export async function loadFreeTimes(
  db: ReadDb,
  organisationId: string,
  wish: FreeTimeWish,
): Promise<readonly Offer[]> {
  for (const days of [NEARLY_ALWAYS_DAYS, LOOK_AHEAD_DAYS]) {
    const facts = await loadFreeTimeFacts(db, organisationId, wish, wish.fromMs + days * DAY_MS);
    const times = generateFreeTimes(facts, wish);
    if (times.length >= wish.limit || days === LOOK_AHEAD_DAYS) return times;
  }
  return [];
}

/** What is loaded at once where many wishes are near each other. */
const STRETCH_DAYS = 28;

/**
 * The same for many wishes while nothing is written that matters to them: what one doctor has in a
 * month is loaded once.
 */
export function createFreeTimes(
  db: ReadDb,
  organisationId: string,
): (wish: FreeTimeWish) => Promise<readonly Offer[]> {
  const loaded = new Map<string, Promise<FreeTimeFacts>>();
  return async (wish) => {
    const stretch = Math.floor(wish.fromMs / (STRETCH_DAYS * DAY_MS));
    const fromMs = stretch * STRETCH_DAYS * DAY_MS;
    const untilMs = fromMs + (STRETCH_DAYS + NEARLY_ALWAYS_DAYS) * DAY_MS;
    const key = [wish.doctorId, wish.branchId, wish.serviceId, stretch].join();
    const facts =
      loaded.get(key) ?? loadFreeTimeFacts(db, organisationId, { ...wish, fromMs }, untilMs);
    loaded.set(key, facts);
    const endMs = wish.fromMs + NEARLY_ALWAYS_DAYS * DAY_MS;
    const times = generateFreeTimes(within(await facts, { startMs: wish.fromMs, endMs }), wish);
    return times.length >= wish.limit ? times : loadFreeTimes(db, organisationId, wish);
  };
}

/** Every time that can be booked, each as long as the slots of its session, in the order of time. */
export async function loadOpenSlots(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, startMs, endMs, limit, nowMs }: OpenSlotScope,
): Promise<readonly OpenSlot[]> {
  const wish = { branchId, doctorId, fromMs: startMs, serviceId: null, nowMs };
  const facts = await loadFreeTimeFacts(db, organisationId, wish, endMs);
  return generateOpenSlots(within(facts, { startMs, endMs }), { startMs, endMs }, { limit, nowMs });
}

interface OpenSlotScope extends Interval {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly limit: number;
  /** Until when what is kept for emergencies has become anybody's. */
  readonly nowMs: number;
}

const within = (facts: FreeTimeFacts, window: Interval): FreeTimeFacts => ({
  sessions: facts.sessions.filter((one) => overlaps(one, window)),
  around: facts.around,
  serviceId: facts.serviceId,
  claims: facts.claims.filter((one) => overlaps(one, widened(window))),
  blocked: facts.blocked.filter((one) => overlaps(one, window)),
  tags: facts.tags,
  taggedSlots: facts.taggedSlots,
});
