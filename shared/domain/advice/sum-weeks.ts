import type { AdviceWeek } from '../../model/advice.ts';

const NOTHING: AdviceWeek = {
  ...{ capacityMs: 0, takenMs: 0, booked: 0, noShow: 0, arrived: 0, walkInsLost: 0 },
};

/** Weeks, or hours of one week, together. */
export const sumWeeks = (weeks: readonly AdviceWeek[]): AdviceWeek =>
  weeks.reduce(
    (sum, week) => ({
      capacityMs: sum.capacityMs + week.capacityMs,
      takenMs: sum.takenMs + week.takenMs,
      booked: sum.booked + week.booked,
      noShow: sum.noShow + week.noShow,
      arrived: sum.arrived + week.arrived,
      walkInsLost: sum.walkInsLost + week.walkInsLost,
    }),
    NOTHING,
  );

/** Several hours as one, week by week. */
export const weeksTogether = (
  hours: readonly { readonly weeks: readonly AdviceWeek[] }[],
): readonly AdviceWeek[] => {
  const count = Math.max(0, ...hours.map(({ weeks }) => weeks.length));
  return Array.from({ length: count }, (_, i) =>
    sumWeeks(hours.flatMap(({ weeks }) => weeks[i] ?? [])),
  );
};
