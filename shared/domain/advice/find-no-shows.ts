import type { Advice, AdviceHour } from '../../model/advice.ts';
import { ADVICE_WEEKS_MIN } from '../../model/choices.ts';
import { sumWeeks, weeksTogether } from './sum-weeks.ts';

type Overbook = Extract<Advice, { readonly kind: 'overbook' }>;

/** So many of a doctor's patients stay away, and in every week but the best so many at least. */
const RATE_FROM = 0.12;
const LOWEST_FROM = 0.05;
/** A week with fewer says nothing of its own. */
const PATIENTS_MIN = 8;

/** Doctors at a branch whose patients stay away so steadily that some more can be booked. */
export function findNoShows(hours: readonly AdviceHour[]): readonly Overbook[] {
  const byPlace = Map.groupBy(hours, ({ branchId, doctorId }) => `${branchId} ${doctorId}`);
  const found = [...byPlace.values()].flatMap((place) => steadyAt(place) ?? []);
  return found.toSorted((a, b) => b.moreAWeek - a.moreAWeek);
}

function steadyAt(place: readonly AdviceHour[]): Overbook | null {
  const [first] = place;
  const weeks = weeksTogether(place).filter(
    ({ noShow, arrived }) => noShow + arrived >= PATIENTS_MIN,
  );
  if (!first || weeks.length < ADVICE_WEEKS_MIN) return null;
  const { noShow, arrived } = sumWeeks(weeks);
  const noShowRate = noShow / (noShow + arrived);
  const rates = weeks.map((week) => week.noShow / (week.noShow + week.arrived)).toSorted(ascending);
  // The best week may have been luck.
  const lowestRate = rates[1] ?? 0;
  const moreAWeek = Math.floor((lowestRate * (noShow + arrived)) / weeks.length);
  if (noShowRate < RATE_FROM || lowestRate < LOWEST_FROM || moreAWeek < 1) return null;
  const { branchId, doctorId } = first;
  return {
    ...{ kind: 'overbook', branchId, doctorId, weeks: weeks.length },
    ...{ noShowRate, lowestRate, moreAWeek },
  };
}

const ascending = (a: number, b: number): number => a - b;
