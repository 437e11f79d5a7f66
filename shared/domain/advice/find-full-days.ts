import type { Advice, AdviceHour } from '../../model/advice.ts';
import { ADVICE_WEEKS_MIN } from '../../model/choices.ts';
import { sumWeeks, weeksTogether } from './sum-weeks.ts';

type Full = Extract<Advice, { readonly kind: 'full' }>;

/** A day is full with so much of it taken in so many weeks; and somebody is turned away each week. */
const FULL_FROM = 0.88;
const WEEKS_SO = 0.75;
const LOST_FROM = 1;
/** Working time is made longer by pieces of this, and by no more than that at once. */
const STEP_MIN = 15;
const ADDED_MAX_MIN = 120;
const MINUTE_MS = 60_000;

/** Days of doctors on which people are turned away in most weeks because there is no time left. */
export function findFullDays(hours: readonly AdviceHour[]): readonly Full[] {
  const byDay = Map.groupBy(
    hours,
    ({ branchId, doctorId, weekday }) => `${branchId} ${doctorId} ${weekday}`,
  );
  const full = [...byDay.values()].flatMap((day) => fullDay(day) ?? []);
  return full.toSorted((a, b) => b.servedAWeek - a.servedAWeek);
}

function fullDay(day: readonly AdviceHour[]): Full | null {
  const [first] = day;
  if (!first) return null;
  const { branchId, doctorId, weekday } = first;
  const worked = weeksTogether(day).filter(({ capacityMs }) => capacityMs > 0);
  const so = worked.filter(
    ({ takenMs, capacityMs, walkInsLost }) => takenMs >= FULL_FROM * capacityMs && walkInsLost > 0,
  );
  if (worked.length < ADVICE_WEEKS_MIN || so.length < WEEKS_SO * worked.length) return null;
  const { takenMs, capacityMs, booked, walkInsLost } = sumWeeks(worked);
  const lostAWeek = walkInsLost / worked.length;
  if (lostAWeek < LOST_FROM || booked === 0) return null;
  const visitMin = takenMs / booked / MINUTE_MS;
  const wantedMin = Math.ceil((lostAWeek * visitMin) / STEP_MIN) * STEP_MIN;
  const addedMin = Math.min(ADDED_MAX_MIN, wantedMin);
  const open = day.filter(({ weeks }) => sumWeeks(weeks).capacityMs > 0).map(({ hour }) => hour);
  return {
    ...{ kind: 'full', branchId, doctorId, weekday, weeks: worked.length, weeksSo: so.length },
    ...{ fromHour: Math.min(...open), untilHour: Math.max(...open) + 1 },
    ...{ occupancy: takenMs / capacityMs, lostAWeek, addedMin },
    servedAWeek: Math.min(lostAWeek, addedMin / visitMin),
  };
}
