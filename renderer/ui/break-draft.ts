import {
  endField,
  endMinuteOfField,
  formatClockTime,
  minuteOfField,
} from '../../shared/time/clock-time.ts';

/** A break as fields have it: times are `HH:MM`. */
export interface BreakDraft {
  /** For as long as the form is open. */
  readonly key: number;
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

/** The same in minutes of the day. */
interface WallBreak {
  readonly name: string;
  readonly startMin: number;
  readonly endMin: number;
}

const DAY_MIN = 1440;
/** How long a new one is, and how much work there is between two. */
const NEW_MIN = 15;
const BETWEEN_MIN = 60;

export const breaksToDrafts = (breaks: readonly WallBreak[]): readonly BreakDraft[] =>
  breaks.map(({ name, startMin, endMin }, key) => toDraft(key, name, startMin, endMin));

export const draftsToBreaks = (drafts: readonly BreakDraft[]): readonly WallBreak[] =>
  drafts.map(({ name, from, until }) => ({
    name: name.trim(),
    startMin: minuteOfField(from),
    endMin: endMinuteOfField(until),
  }));

/** One more: in the middle of the working time, or some time after the last. */
export function addBreak(
  drafts: readonly BreakDraft[],
  name: string,
  work: { readonly from: string; readonly until: string },
): readonly BreakDraft[] {
  const last = drafts.at(-1);
  const middle = (minuteOfField(work.from) + endMinuteOfField(work.until)) / 2;
  const wished = last
    ? endMinuteOfField(last.until) + BETWEEN_MIN
    : Math.floor(middle / NEW_MIN) * NEW_MIN;
  const startMin = Math.min(wished, DAY_MIN - NEW_MIN);
  const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1;
  return [...drafts, toDraft(key, name, startMin, startMin + NEW_MIN)];
}

const toDraft = (key: number, name: string, startMin: number, endMin: number): BreakDraft => ({
  ...{ key, name },
  from: formatClockTime(startMin),
  until: endField(endMin),
});
