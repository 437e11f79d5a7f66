import { OPENING_CANDIDATES_MAX, OPENINGS_MAX } from '../../model/choices.ts';
import type { Offer } from '../../model/conflict.ts';
import type { Opening, Openings } from '../../model/openings.ts';
import type { Wish } from '../../model/wish.ts';
import { matchWish, type PlacedTime } from './match-wish.ts';
import { orderWishes, turnReasons } from './order-wishes.ts';

/** A free time with where it lies in the calendar. */
export type OpenTime = Offer & PlacedTime;

type Waiting = Wish & { readonly visitStartMs: number | null };

/** Somebody of whom a time suits. */
interface Found {
  readonly wish: Waiting;
  readonly time: OpenTime;
}

/**
 * Free times and who wants them, by doctor and day, the earliest first: of each wish the first time
 * of a doctor's day that suits, those in whose turn it is before the others. `times` are sorted.
 */
export function gatherOpenings(
  groups: readonly { readonly wishes: readonly Waiting[]; readonly times: readonly OpenTime[] }[],
  nowMs: number,
): Openings {
  const byDay = new Map<string, Found[]>();
  for (const { wishes, times } of groups) {
    for (const wish of wishes) {
      for (const found of firstOfDays(wish, times)) {
        const key = keyOf(found.time);
        byDay.set(key, [...(byDay.get(key) ?? []), found]);
      }
    }
  }
  const openings = [...byDay.values()]
    .toSorted((a, b) => earliest(a) - earliest(b))
    .map((found) => toOpening(found, nowMs));
  const shown = openings.slice(0, OPENINGS_MAX);
  return { openings: shown, more: openings.length - shown.length };
}

const keyOf = ({ doctorId, branchId, day }: OpenTime): string => `${doctorId} ${branchId} ${day}`;

const earliest = (found: readonly Found[]): number =>
  Math.min(...found.map(({ time }) => time.startMs));

/** No more than are shown: a wish that many times suit is as well served by the first of them. */
function firstOfDays(wish: Waiting, times: readonly OpenTime[]): readonly Found[] {
  const seen = new Map<string, Found>();
  for (const time of times) {
    if (seen.size >= OPENINGS_MAX) break;
    const key = keyOf(time);
    if (!seen.has(key) && matchWish(wish, time, wish.visitStartMs)) seen.set(key, { wish, time });
  }
  return [...seen.values()];
}

function toOpening(found: readonly Found[], nowMs: number): Opening {
  const [{ time: first }] = found as readonly [Found, ...Found[]];
  const timeOf = new Map(found.map(({ wish, time }) => [wish.id, time]));
  const ordered = orderWishes(
    found.map(({ wish }) => wish),
    (wish) => timeOf.get(wish.id) ?? first,
    nowMs,
  );
  const candidates = ordered.slice(0, OPENING_CANDIDATES_MAX).map((wish) => {
    const { branchId, doctorId, sessionId, startMs, endMs } = timeOf.get(wish.id) ?? first;
    const time = { branchId, doctorId, sessionId, startMs, endMs };
    return { wishId: wish.id, time, reasons: turnReasons(wish, time, nowMs) };
  });
  const { doctorId, branchId, day } = first;
  return { doctorId, branchId, day, candidates, more: ordered.length - candidates.length };
}
