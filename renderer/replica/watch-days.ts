import { contains, type Interval } from '../../shared/time/interval.ts';

/** Which days the host is asked for: those on the screen first, and then those around them. */
export interface DayWatch {
  /** Shows these days from now on; `around` contains them. */
  readonly show: (shown: Interval, around: Interval) => void;
  /** The host has sent all of a window. */
  readonly heard: (window: Interval) => void;
  /** Asks anew, on a line that was just opened. */
  readonly again: () => void;
}

/** `first`: the days that are watched until a screen says which it shows. */
export function createDayWatch(first: Interval, ask: (window: Interval) => void): DayWatch {
  let asked = first;
  let wanted = first;
  const askFor = (window: Interval): void => {
    asked = window;
    ask(window);
  };
  return {
    show: (shown, around) => {
      if (isSame(around, wanted)) return;
      wanted = around;
      askFor(contains(asked, shown) ? around : shown);
    },
    heard: (window) => {
      if (isSame(window, asked) && !isSame(asked, wanted)) askFor(wanted);
    },
    again: () => askFor(wanted),
  };
}

const isSame = (a: Interval, b: Interval): boolean =>
  a.startMs === b.startMs && a.endMs === b.endMs;
