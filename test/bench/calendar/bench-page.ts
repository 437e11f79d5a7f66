import type { EventView } from '../../../renderer/state/event-view.ts';
import { DAY_MS, sampleBook } from './sample-book.ts';

/** What a page under measurement offers to measure-page.ts. */
export interface BenchPage {
  /** What every card of an appointment matches. */
  readonly card: string;
  /** Milliseconds from the call to after the frame that shows the day. */
  readonly render: (count: number) => Promise<number>;
  /** Milliseconds from one changed appointment of the shown day to after its frame. */
  readonly changeOne: () => Promise<number>;
  /** Milliseconds from turning to the next day to after its frame. */
  readonly nextDay: () => Promise<number>;
  /** How many cards were dropped elsewhere. */
  readonly drops: () => number;
}

/** Draws the events of a day, before it returns. */
type Show = (events: EventView[], dayMs: number, onDrop: () => void) => void;

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const painted = (): Promise<void> =>
  new Promise((resolve) => {
    // The first frame callback runs before the paint, a task after it runs behind the paint.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
  });

/** Milliseconds from the beginning of `act` to after the frame that shows what it did. */
export async function timed(act: () => unknown): Promise<number> {
  const before = performance.now();
  await act();
  await painted();
  return performance.now() - before;
}

/** Wires a calendar to the measuring script. */
export function offerBench(card: string, show: Show): void {
  let events: EventView[] = [];
  let dayMs = DAY_MS;
  let changes = 0;
  let drops = 0;
  const draw = (): void => show(events, dayMs, onDrop);
  const onDrop = (): void => {
    drops += 1;
  };
  window.bench = {
    card,
    drops: () => drops,
    render: (count) => {
      events = sampleBook(count);
      return timed(draw);
    },
    changeOne: () => {
      const index = events.findIndex((event) => +event.start > dayMs + 10 * 3_600_000);
      changes += 1;
      const title = `Changed ${changes}`;
      events = events.map((event, at) => (at === index ? { ...event, title } : event));
      return timed(draw);
    },
    nextDay: () => {
      dayMs += 86_400_000;
      return timed(draw);
    },
  };
}
