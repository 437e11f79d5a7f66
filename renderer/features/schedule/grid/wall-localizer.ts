import { DateLocalizer } from 'react-big-calendar/lib/localizer';
import {
  add,
  DAY_MS,
  daysOfMonthPage,
  diff,
  endOf,
  FIRST_DAY_OF_WEEK,
  MINUTE_MS,
  minuteOfDay,
  startOf,
  startOfDay,
} from './wall-arithmetic.ts';
import type { WallFormat } from './wall-format.ts';

/** react-big-calendar's view of time, over wall dates. */
export function createWallLocalizer(format: WallFormat): DateLocalizer {
  return new DateLocalizer({
    ...comparing,
    ...arithmetic(),
    ...slots,
    ...spans,
    formats: formats(format),
    firstOfWeek: () => FIRST_DAY_OF_WEEK,
    format: (value: Date, name: string) =>
      name === 'weekday' ? format.weekday(+value) : format.time(+value),
  });
}

function formats(format: WallFormat): object {
  const range = ({ start, end }: { start: Date; end: Date }): string =>
    format.timeRange(+start, +end);
  return {
    dayFormat: 'weekday',
    timeGutterFormat: 'time',
    selectRangeFormat: range,
    eventTimeRangeFormat: range,
    eventTimeRangeStartFormat: ({ start }: { start: Date }) => `${format.time(+start)}–`,
    eventTimeRangeEndFormat: ({ end }: { end: Date }) => `–${format.time(+end)}`,
  };
}

const compare = (a: Date, b: Date, unit?: string): number => startOf(+a, unit) - startOf(+b, unit);

const comparing = {
  lt: (a: Date, b: Date, unit?: string) => compare(a, b, unit) < 0,
  lte: (a: Date, b: Date, unit?: string) => compare(a, b, unit) <= 0,
  gt: (a: Date, b: Date, unit?: string) => compare(a, b, unit) > 0,
  gte: (a: Date, b: Date, unit?: string) => compare(a, b, unit) >= 0,
  eq: (a: Date, b: Date, unit?: string) => compare(a, b, unit) === 0,
  neq: (a: Date, b: Date, unit?: string) => compare(a, b, unit) !== 0,
  inRange: (date: Date, from: Date, to: Date, unit = 'day') =>
    compare(date, from, unit) >= 0 && compare(date, to, unit) <= 0,
  isSameDate: (a: Date, b: Date) => startOfDay(+a) === startOfDay(+b),
  // The same object comes back, because the drag layer skips a redraw when it sees an object again.
  min: (a: Date, b: Date) => (+a <= +b ? a : b),
  max: (a: Date, b: Date) => (+a >= +b ? a : b),
};

function arithmetic(): object {
  // Dragging asks for the same sum at every mouse move; an equal object means nothing to redraw.
  let last = { date: new Date(0), amount: 0, unit: '', sum: new Date(0) };
  return {
    add: (date: Date, amount: number, unit: string): Date => {
      if (last.date === date && last.amount === amount && last.unit === unit) return last.sum;
      last = { date, amount, unit, sum: new Date(add(+date, amount, unit)) };
      return last.sum;
    },
    startOf: (date: Date, unit: string) => new Date(startOf(+date, unit)),
    endOf: (date: Date, unit: string) => new Date(endOf(+date, unit)),
    diff: (a: Date, b: Date, unit = 'day') => diff(+a, +b, unit),
    ceil: (date: Date, unit: string) => {
      const floor = startOf(+date, unit);
      return new Date(floor === +date ? floor : add(floor, 1, unit));
    },
    range: (start: Date, end: Date, unit = 'day') => {
      const dates: Date[] = [];
      for (let ms = +start; startOf(ms, unit) <= startOf(+end, unit); ms = add(ms, 1, unit))
        dates.push(new Date(ms));
      return dates;
    },
    merge: (date: Date | null, time: Date | null) =>
      date && time ? new Date(startOfDay(+date) + (+time - startOfDay(+time))) : (date ?? time),
  };
}

const slots = {
  minutes: (date: Date) => date.getUTCMinutes(),
  getSlotDate: (date: Date, minutesFromMidnight: number, offset: number) =>
    new Date(startOfDay(+date) + (minutesFromMidnight + offset) * MINUTE_MS),
  getTotalMin: (start: Date, end: Date) => Math.floor((+end - +start) / MINUTE_MS),
  getMinutesFromMidnight: (date: Date) => minuteOfDay(+date),
  getTimezoneOffset: () => 0,
  getDstOffset: () => 0,
  browserTZOffset: () => 0,
  visibleDays: (date: Date) => daysOfMonthPage(+date).map((ms) => new Date(ms)),
  firstVisibleDay: (date: Date) => new Date(daysOfMonthPage(+date)[0] ?? +date),
  lastVisibleDay: (date: Date) => new Date(daysOfMonthPage(+date).at(-1) ?? +date),
};

interface Span {
  readonly start: Date;
  readonly end: Date;
}

const spans = {
  continuesPrior: (start: Date, first: Date) => +start < +first,
  continuesAfter: (_start: Date, end: Date, last: Date) => +end >= +last,
  daySpan: (a: Date, b: Date) => (+b - +a) / DAY_MS,
  startAndEndAreDateOnly: (a: Date, b: Date) => +a % DAY_MS === 0 && +b % DAY_MS === 0,
  sortEvents: ({ evtA, evtB }: { evtA: Span; evtB: Span }) =>
    +evtA.start - +evtB.start || +evtB.end - +evtA.end,
  inEventRange: ({ event, range }: { event: Span; range: Span }) =>
    startOfDay(+event.start) <= startOfDay(+range.end) && +event.end > +range.start,
};
