import type { Interval } from '../../../shared/time/interval.ts';
import type { Say } from '../../words/use-say.ts';

/** Of the notice that time is offered, or an offer was answered. */
export const offerWords = {
  region: 'Offers of working time',
  offered: (count: number) =>
    count === 1
      ? 'Working time is offered, and waits for an answer'
      : `Working time is offered ${count} times, and waits for answers`,
  offer: (from: string, time: string, reason: string) => `${from} to ${time} (${reason}).`,
  open: 'Look at it',
  seen: 'Seen',
  answers: {
    done: (doctor: string, time: string) => `${doctor} has taken the time over: ${time}`,
    declined: (doctor: string, time: string) => `${doctor} has declined the time: ${time}`,
    failed: (doctor: string, time: string) =>
      `${doctor} accepted, but the time could not pass: ${time}. Handovers says why.`,
    asked: (doctor: string, time: string) => `${doctor} did not answer in time: ${time}`,
  },
  more: (count: number) =>
    count <= 0 ? '' : count === 1 ? 'One more was answered.' : `${count} more were answered.`,
} as const;

export const atWords = (ms: number, say: Say): string => `${say.day(ms)}, ${say.time(ms)}`;

/** A day goes on to the midnight that begins the next one. */
export function spanWords({ startMs, endMs }: Interval, say: Say): string {
  const isOneDay = say.day(startMs) === say.day(endMs - 1);
  if (isOneDay) return say.span(startMs, endMs);
  return `${atWords(startMs, say)} – ${atWords(endMs, say)}`;
}
