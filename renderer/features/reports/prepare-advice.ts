import type { Advice } from '../../../shared/model/advice.ts';
import { dayAt, instantOfDay, weekdayOf } from '../../../shared/time/day.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import type { ViewState } from '../../state/view-store.ts';

type OfHours = Extract<Advice, { readonly fromHour: number }>;
type ChangedTo = NonNullable<ViewState['changedTo']>;

/** The next session that a piece of advice is about, and how it is to be from then on. */
export interface PreparedSession {
  readonly session: DeskSession;
  readonly to: ChangedTo;
}

const MINUTE_MS = 60_000;
const FOLLOWING = { scope: 'following' } as const;

/** null where no such working time lies ahead. */
export function prepareSession(
  advice: OfHours,
  sessions: Iterable<DeskSession>,
  {
    zone,
    nowMs,
    restName,
  }: { readonly zone: TimeZone; readonly nowMs: number; readonly restName: string },
): PreparedSession | null {
  const theirs = [...sessions]
    .filter((one) => one.branchId === advice.branchId && one.doctorId === advice.doctorId)
    .filter((one) => !one.deleted && one.startMs > nowMs);
  const isAdvised = ({ startMs }: DeskSession): boolean =>
    weekdayOf(dayAt(zone, startMs)) === advice.weekday;
  /** Those that follow are meant too, unless days come with them of which nothing was advised. */
  const asFarAsAdvised = ({ seriesId }: DeskSession) =>
    theirs.some((one) => one.seriesId === seriesId && !isAdvised(one)) ? {} : FOLLOWING;
  const ahead = theirs.filter(isAdvised).toSorted((a, b) => a.startMs - b.startMs);
  const [first] = ahead;
  if (!first) return null;
  const day = dayAt(zone, first.startMs);
  const ofDay = ahead.filter((one) => dayAt(zone, one.startMs) === day);
  if (advice.kind === 'full') {
    const last = ofDay.at(-1) ?? first;
    const endMs = last.endMs + advice.addedMin * MINUTE_MS;
    return { session: last, to: { startMs: last.startMs, endMs, ...asFarAsAdvised(last) } };
  }
  const fromMs = instantOfDay(zone, day, advice.fromHour * 60);
  const untilMs = instantOfDay(zone, day, advice.untilHour * 60);
  const session = ofDay.find((one) => one.startMs < untilMs && one.endMs > fromMs);
  if (!session) return null;
  const to = withoutIdle(session, { fromMs, untilMs, restName });
  return { session, to: to === 'deleted' ? to : { ...to, ...asFarAsAdvised(session) } };
}

/** What is idle at an end is cut off, within it is a break, and all of it goes. */
function withoutIdle(
  { startMs, endMs }: DeskSession,
  {
    fromMs,
    untilMs,
    restName,
  }: { readonly fromMs: number; readonly untilMs: number; readonly restName: string },
): ChangedTo {
  const [isFromStart, isToEnd] = [fromMs <= startMs, untilMs >= endMs];
  if (isFromStart && isToEnd) return 'deleted';
  if (isFromStart) return { startMs: untilMs, endMs };
  if (isToEnd) return { startMs, endMs: fromMs };
  return { startMs, endMs, rest: { name: restName, startMs: fromMs, endMs: untilMs } };
}
