import type { Offer } from '../../model/conflict.ts';
import type { Preferences } from '../../model/preferences.ts';
import type { Suggestion, Suggestions } from '../../model/suggestion.ts';
import { minuteOfDay } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { createTakenTimes } from '../slots/create-taken-times.ts';
import { type FreeTimeFacts, prepareFreeTimes } from '../slots/generate-free-times.ts';
import { bestFirst } from './best-first.ts';
import { explainTime } from './explain-time.ts';
import {
  type Habits,
  learnHabits,
  type PastVisit,
  partOfWall,
  weekdayOfWall,
} from './learn-habits.ts';
import { type HourUses, measureHours } from './measure-hours.ts';
import { createNearTimes, type NearTimes } from './near-times.ts';
import { scoreTime } from './score-time.ts';

const DAY_MS = 86_400_000;
/** More times than are tried on the clinic's rules: where they refuse so many, they refuse all. */
const TRIED_MAX = 3000;
/** A choice is one of days and doctors, not of quarters of an hour. */
const OF_A_DAY_MAX = 2;
const APART_MS = 3_600_000;

/** What is known: of the book a day more than is asked about, so that a day is whole. */
export interface SuggestionFacts extends FreeTimeFacts {
  /** The patient's visits until now. */
  readonly visits: readonly PastVisit[];
  /** What the patient said of when, where and with whom they like to come. */
  readonly prefers: Preferences | null;
  readonly zoneOf: (branchId: string) => TimeZone;
  /** How long the visit takes with a doctor, in minutes; null where that doctor does not do it. */
  readonly minutesOf: (doctorId: string) => number | null;
  /** Whether the clinic's rules, and the limits of a day, let a free time be booked. */
  readonly isBookable: (time: Offer) => boolean;
}

export interface SuggestionWish {
  /** From when on, and until when a visit may begin. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** From when on waiting counts; nothing earlier is suggested. */
  readonly nowMs: number;
  /** The branch whose hours are told; null for none. */
  readonly branchId: string | null;
  readonly urgent: boolean;
  readonly limit: number;
}

interface Candidate {
  readonly time: Offer;
  readonly day: number;
  readonly wall: number;
  readonly score: number;
}

/**
 * The best times within a stretch of days that booking would grant, the best first, with what
 * speaks for each; the earliest of all is among them. No two of a doctor within an hour, and few
 * of one day.
 */
export function suggestTimes(facts: SuggestionFacts, wish: SuggestionWish): Suggestions {
  const takenOf = createTakenTimes(facts.claims);
  const near = createNearTimes(facts, takenOf);
  const window = { startMs: wish.fromMs, endMs: wish.untilMs };
  const hours = measureHours(facts, near.claimsOf, window, facts.zoneOf);
  const free = freeTimes(facts, wish, prepareFreeTimes(facts, takenOf));
  const habits = learnHabits(facts.visits, facts.zoneOf, facts.prefers);
  const times = choose(facts, wish, free, { near, hours, habits });
  return { times, hours: wish.branchId === null ? [] : hours.of(wish.branchId) };
}

/** All free times, also earlier ones of the first day, in the order of time. */
function freeTimes(
  facts: SuggestionFacts,
  wish: SuggestionWish,
  freeTimesOf: ReturnType<typeof prepareFreeTimes>,
): readonly Offer[] {
  const fromMs = Math.max(wish.nowMs, wish.fromMs - DAY_MS);
  const search = { fromMs, limit: Number.POSITIVE_INFINITY, nowMs: wish.nowMs };
  const byMinutes = Map.groupBy(facts.sessions, ({ doctorId }) => facts.minutesOf(doctorId));
  return [...byMinutes]
    .flatMap(([durationMin, sessions]) =>
      durationMin === null ? [] : freeTimesOf(sessions, { ...search, durationMin }),
    )
    .toSorted((a, b) => a.startMs - b.startMs);
}

interface Around {
  readonly near: NearTimes;
  readonly hours: HourUses;
  readonly habits: Habits;
}

function choose(
  facts: SuggestionFacts,
  wish: SuggestionWish,
  free: readonly Offer[],
  around: Around,
): readonly Suggestion[] {
  const isBookable = remembered(facts.isBookable);
  const inWindow = free
    .filter(({ startMs }) => startMs >= wish.fromMs && startMs < wish.untilMs)
    .map((time): Candidate => {
      const wall = instantToWall(facts.zoneOf(time.branchId), time.startMs);
      const score = scoreOf(time, wall, wish, around);
      return { time, wall, day: Math.floor(wall / DAY_MS), score };
    });
  const first = inWindow.slice(0, TRIED_MAX).find(({ time }) => isBookable(time));
  if (!first) return [];
  const ranked = bestFirst(inWindow, (a, b) => byPlace(a.time, b.time), TRIED_MAX);
  const chosen = pick(ranked, wish.limit, isBookable);
  const withFirst = chosen.includes(first) ? chosen : [...chosen.slice(0, wish.limit - 1), first];
  const known = { ...around, free, isBookable, isFirst: first };
  return withFirst.map((one) => explained(facts, wish, one, known));
}

function scoreOf(
  time: Offer,
  wall: number,
  { nowMs, urgent }: SuggestionWish,
  { near, hours, habits }: Around,
): number {
  const isShared = near.sessionOf(time).capacity > 1;
  const gaps = isShared ? { beforeMs: Infinity, afterMs: Infinity } : near.gapsOf(time);
  const weighed = {
    doctorId: time.doctorId,
    branchId: time.branchId,
    weekday: weekdayOfWall(wall),
    part: partOfWall(wall),
    minute: minuteOfDay(wall),
    waitMs: time.startMs - nowMs,
    gapBeforeMs: gaps.beforeMs,
    gapAfterMs: gaps.afterMs,
    neededMs: time.endMs - time.startMs,
    bookedPercent: hours.at(time.branchId, time.startMs)?.percent ?? null,
  };
  return scoreTime(weighed, habits, urgent);
}

/** The best that can be booked, as different from each other as whoever chooses wants them. */
function pick(
  ranked: Iterable<Candidate>,
  limit: number,
  isBookable: (time: Offer) => boolean,
): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const one of ranked) {
    if (chosen.length >= limit) break;
    const ofDay = chosen.filter(
      ({ time, day }) => time.doctorId === one.time.doctorId && day === one.day,
    );
    if (ofDay.length >= OF_A_DAY_MAX) continue;
    if (ofDay.some(({ time }) => Math.abs(time.startMs - one.time.startMs) < APART_MS)) continue;
    if (isBookable(one.time)) chosen.push(one);
  }
  return chosen;
}

interface Known extends Around {
  readonly free: readonly Offer[];
  readonly isBookable: (time: Offer) => boolean;
  readonly isFirst: Candidate;
}

function explained(
  facts: SuggestionFacts,
  wish: SuggestionWish,
  candidate: Candidate,
  { near, hours, habits, free, isBookable, isFirst }: Known,
): Suggestion {
  const { time, wall, day, score } = candidate;
  const dayOf = (branchId: string, ms: number): number =>
    Math.floor(instantToWall(facts.zoneOf(branchId), ms) / DAY_MS);
  const ofDay = facts.sessions.filter(
    (session) =>
      session.doctorId === time.doctorId &&
      session.branchId === time.branchId &&
      dayOf(session.branchId, session.startMs) === day,
  );
  const isEarlier = ({ doctorId, branchId, startMs }: Offer): boolean =>
    doctorId === time.doctorId && startMs < time.startMs && dayOf(branchId, startMs) === day;
  const known = {
    time,
    session: near.sessionOf(time),
    weekday: weekdayOfWall(wall),
    part: partOfWall(wall),
    minute: minuteOfDay(wall),
    use: hours.at(time.branchId, time.startMs),
    gaps: near.gapsOf(time),
    isNextFree: wish.fromMs <= wish.nowMs && candidate === isFirst,
    isEarlierFull: near.isEarlierFull(time, ofDay, wish.nowMs),
    isFirstOfDay: !free.some((one) => isEarlier(one) && isBookable(one)),
  };
  return { ...time, score, reasons: explainTime(known, habits) };
}

/** Two replicas with the same book suggest the same. */
const byPlace = (a: Offer, b: Offer): number =>
  a.startMs - b.startMs || (a.sessionId < b.sessionId ? -1 : 1);

function remembered(isBookable: (time: Offer) => boolean): (time: Offer) => boolean {
  const known = new Map<Offer, boolean>();
  return (time) => {
    const found = known.get(time) ?? isBookable(time);
    known.set(time, found);
    return found;
  };
}
