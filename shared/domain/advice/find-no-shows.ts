import type { Advice, AdviceHour } from '../../model/advice.ts';
import { ADVICE_WEEKS_MIN } from '../../model/choices.ts';
import { sumWeeks, weeksTogether } from './sum-weeks.ts';

type Overbook = Extract<Advice, { readonly kind: 'overbook' }>;

/** So many of a doctor's patients stay away, and on every such day but the best so many at least. */
const RATE_FROM = 0.12;
const LOWEST_FROM = 0.05;
/** A day with fewer says nothing of its own. */
const PATIENTS_MIN = 6;

/**
 * Weekdays of doctors on which patients stay away so steadily that some more can be booked. They are
 * booked two at a time at the beginning, which keeps a doctor from waiting and makes others wait the
 * least (Welch and Bailey, Lancet 1952, 259: 1105).
 */
export function findNoShows(hours: readonly AdviceHour[]): readonly Overbook[] {
  const byDay = Map.groupBy(
    hours,
    ({ branchId, doctorId, weekday }) => `${branchId} ${doctorId} ${weekday}`,
  );
  const found = [...byDay.values()].flatMap((day) => steadyOn(day) ?? []);
  return found.toSorted((a, b) => b.moreADay - a.moreADay || b.noShowRate - a.noShowRate);
}

function steadyOn(day: readonly AdviceHour[]): Overbook | null {
  const [first] = day;
  const weeks = weeksTogether(day).filter(
    ({ noShow, arrived }) => noShow + arrived >= PATIENTS_MIN,
  );
  if (!first || weeks.length < ADVICE_WEEKS_MIN) return null;
  const { noShow, arrived } = sumWeeks(weeks);
  const noShowRate = noShow / (noShow + arrived);
  const rates = weeks.map((week) => week.noShow / (week.noShow + week.arrived)).toSorted(ascending);
  // The best day may have been luck.
  const lowestRate = rates[1] ?? 0;
  const moreADay = Math.floor((lowestRate * (noShow + arrived)) / weeks.length);
  if (noShowRate < RATE_FROM || lowestRate < LOWEST_FROM || moreADay < 1) return null;
  const { branchId, doctorId, weekday } = first;
  return {
    ...{ kind: 'overbook', branchId, doctorId, weekday, weeks: weeks.length },
    ...{ noShowRate, lowestRate, moreADay },
  };
}

const ascending = (a: number, b: number): number => a - b;
