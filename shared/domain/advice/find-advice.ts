import type { Advice, AdviceFacts, AdviceHour } from '../../model/advice.ts';
import { ADVICE_MAX, ADVICE_WEEKS_MIN } from '../../model/choices.ts';
import { findFullDays } from './find-full-days.ts';
import { findLengths } from './find-lengths.ts';
import { findNoShows } from './find-no-shows.ts';
import { findTemplates } from './find-templates.ts';
import { sumWeeks } from './sum-weeks.ts';

/** An hour is idle where so little of it was taken, in so many of its weeks. */
const IDLE_AT_MOST = 0.1;
const WEEKS_SO = 0.85;
const HOUR_MS = 3_600_000;

/**
 * What is worth changing, by stated rules, from at least six weeks; what promises most comes first:
 * hours that stay idle in nearly every week, days that are full while people are turned away, services
 * that take another time than planned, days on which patients steadily stay away,
 * templates that do not fit any more.
 */
export function findAdvice(facts: AdviceFacts): readonly Advice[] {
  if (facts.weeks < ADVICE_WEEKS_MIN) return [];
  const idle = findIdleHours(facts.hours);
  return shareOut(
    [
      findFullDays(facts.hours),
      idle,
      findTemplates(facts.patterns, facts.work, idle),
      findLengths(facts.services),
      findNoShows(facts.hours),
    ],
    ADVICE_MAX,
  );
}

/** The first of each list, then the second and so on, as many as there is room for; list by list. */
function shareOut(lists: readonly (readonly Advice[])[], max: number): readonly Advice[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list, from) => (i < list.length ? [{ from, one: list[i] }] : [])),
  );
  return rounds
    .flat()
    .slice(0, max)
    .toSorted((a, b) => a.from - b.from)
    .flatMap(({ one }) => one ?? []);
}

type Idle = Extract<Advice, { readonly kind: 'idle' }>;

/** Idle hours that follow one another are one piece of advice. */
function findIdleHours(hours: readonly AdviceHour[]): readonly Idle[] {
  const idle = hours.flatMap((hour) => idleHour(hour) ?? []);
  const ordered = idle.toSorted(
    (a, b) => keyOf(a).localeCompare(keyOf(b)) || a.fromHour - b.fromHour,
  );
  const joined: Idle[] = [];
  for (const next of ordered) {
    const last = joined.at(-1);
    if (last && keyOf(last) === keyOf(next) && last.untilHour === next.fromHour) {
      joined[joined.length - 1] = join(last, next);
    } else joined.push(next);
  }
  return joined.toSorted((a, b) => b.freedHours - a.freedHours);
}

const keyOf = ({ branchId, doctorId, weekday }: Idle): string =>
  `${branchId} ${doctorId} ${weekday}`;

const join = (a: Idle, b: Idle): Idle => ({
  ...a,
  untilHour: b.untilHour,
  weeks: Math.min(a.weeks, b.weeks),
  weeksSo: Math.min(a.weeksSo, b.weeksSo),
  occupancy: Math.max(a.occupancy, b.occupancy),
  freedHours: a.freedHours + b.freedHours,
});

function idleHour({ branchId, doctorId, weekday, hour, weeks }: AdviceHour): Idle | null {
  const worked = weeks.filter(({ capacityMs }) => capacityMs > 0);
  const so = worked.filter(({ takenMs, capacityMs }) => takenMs <= IDLE_AT_MOST * capacityMs);
  if (worked.length < ADVICE_WEEKS_MIN || so.length < WEEKS_SO * worked.length) return null;
  const { takenMs, capacityMs } = sumWeeks(worked);
  return {
    ...{ kind: 'idle', branchId, doctorId, weekday, fromHour: hour, untilHour: hour + 1 },
    ...{ weeks: worked.length, weeksSo: so.length, occupancy: takenMs / capacityMs },
    freedHours: (capacityMs - takenMs) / HOUR_MS / worked.length,
  };
}
