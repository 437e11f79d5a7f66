/**
 * Calendar arithmetic on wall milliseconds (see event-view.ts): plain integers, because every wall
 * day has 24 hours. This is what makes the grid fast: zone-aware libraries spend most of a render
 * asking for the offset of each slot.
 */
export const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Monday. */
export const FIRST_DAY_OF_WEEK = 1;

const UNIT_MS: Readonly<Record<string, number>> = {
  millisecond: 1,
  milliseconds: 1,
  second: 1000,
  seconds: 1000,
  minute: MINUTE_MS,
  minutes: MINUTE_MS,
  hour: HOUR_MS,
  hours: HOUR_MS,
  day: DAY_MS,
  days: DAY_MS,
  date: DAY_MS,
  week: 7 * DAY_MS,
  weeks: 7 * DAY_MS,
};

export const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

export const minuteOfDay = (ms: number): number => Math.floor((ms - startOfDay(ms)) / MINUTE_MS);

export function startOfWeek(ms: number): number {
  const day = startOfDay(ms);
  return day - ((new Date(day).getUTCDay() - FIRST_DAY_OF_WEEK + 7) % 7) * DAY_MS;
}

export function startOfMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** The start of the unit that holds `ms`; without a unit, `ms` itself. */
export function startOf(ms: number, unit: string | undefined): number {
  if (!unit) return ms;
  if (unit.startsWith('week')) return startOfWeek(ms);
  if (unit.startsWith('month')) return startOfMonth(ms);
  if (unit.startsWith('year')) return Date.UTC(new Date(ms).getUTCFullYear(), 0, 1);
  const size = UNIT_MS[unit] ?? 1;
  return Math.floor(ms / size) * size;
}

/** Adding months keeps the day where the month is long enough: 31 January + 1 = 28 February. */
export function addMonths(ms: number, months: number): number {
  const first = new Date(startOfMonth(ms));
  first.setUTCMonth(first.getUTCMonth() + months);
  const last = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0) / DAY_MS;
  const day = first.getTime() / DAY_MS + new Date(ms).getUTCDate() - 1;
  return Math.min(day, last) * DAY_MS + (ms - startOfDay(ms));
}

export function add(ms: number, amount: number, unit: string): number {
  if (unit.startsWith('month')) return addMonths(ms, amount);
  if (unit.startsWith('year')) return addMonths(ms, amount * 12);
  return ms + amount * (UNIT_MS[unit] ?? 1);
}

export function endOf(ms: number, unit: string | undefined): number {
  return unit ? add(startOf(ms, unit), 1, unit) - 1 : ms;
}

/** Whole units from `a` to `b`. */
export function diff(a: number, b: number, unit: string): number {
  if (!unit.startsWith('month')) return Math.floor((b - a) / (UNIT_MS[unit] ?? 1));
  const [from, to] = [new Date(a), new Date(b)];
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  return years * 12 + to.getUTCMonth() - from.getUTCMonth();
}

/** The six or fewer whole weeks that a month's page shows. */
export function daysOfMonthPage(ms: number): readonly number[] {
  const days: number[] = [];
  const end = startOfWeek(endOf(ms, 'month')) + 7 * DAY_MS;
  for (let day = startOfWeek(startOfMonth(ms)); day < end; day += DAY_MS) days.push(day);
  return days;
}
