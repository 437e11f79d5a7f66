import type { Advice } from '../../../shared/model/advice.ts';
import { type DayKey, dayAt, instantOfDay, weekdayOf } from '../../../shared/time/day.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import type { ViewState } from '../../state/view-store.ts';

type OfDay = Extract<Advice, { readonly kind: 'idle' | 'full' | 'overbook' }>;
type ChangedTo = NonNullable<ViewState['changedTo']>;

/** The next session that a piece of advice is about, and how it and which others are to be. */
export interface PreparedSession {
  readonly session: DeskSession;
  readonly to: ChangedTo;
  readonly scope: ViewState['changedScope'];
}

interface At {
  readonly zone: TimeZone;
  readonly nowMs: number;
  readonly restName: string;
}

const MINUTE_MS = 60_000;

/** null where no such working time lies ahead. */
export function prepareSession(
  advice: OfDay,
  sessions: Iterable<DeskSession>,
  at: At,
): PreparedSession | null {
  const { zone, nowMs } = at;
  const theirs = [...sessions]
    .filter((one) => one.branchId === advice.branchId && one.doctorId === advice.doctorId)
    .filter((one) => !one.deleted && one.startMs > nowMs);
  const isAdvised = ({ startMs }: DeskSession): boolean =>
    weekdayOf(dayAt(zone, startMs)) === advice.weekday;
  const ahead = theirs.filter(isAdvised).toSorted((a, b) => a.startMs - b.startMs);
  const [first] = ahead;
  if (!first) return null;
  const day = dayAt(zone, first.startMs);
  const ofDay = ahead.filter((one) => dayAt(zone, one.startMs) === day);
  const prepared = prepareOn(advice, ofDay, day, at);
  if (prepared === null) return null;
  const { session } = prepared;
  if (session.seriesId === null) {
    // There is no weekday of a session that stands alone, and no beginning of one apart.
    return advice.kind === 'overbook' ? null : { ...prepared, scope: 'this' };
  }
  // All that are to come are meant, but no day of which nothing was advised.
  const hasOthers = theirs.some((one) => one.seriesId === session.seriesId && !isAdvised(one));
  const scope = hasOthers || advice.kind === 'overbook' ? 'weekday' : 'following';
  return { ...prepared, scope };
}

function prepareOn(
  advice: OfDay,
  ofDay: readonly DeskSession[],
  day: DayKey,
  at: At,
): Pick<PreparedSession, 'session' | 'to'> | null {
  const [first, last] = [ofDay[0], ofDay.at(-1)];
  if (!first || !last) return null;
  switch (advice.kind) {
    case 'full': {
      const endMs = last.endMs + advice.addedMin * MINUTE_MS;
      return { session: last, to: { startMs: last.startMs, endMs } };
    }
    case 'overbook':
      return openWithMore(first, advice.moreADay);
    case 'idle': {
      const fromMs = instantOfDay(at.zone, day, advice.fromHour * 60);
      const untilMs = instantOfDay(at.zone, day, advice.untilHour * 60);
      const session = ofDay.find((one) => one.startMs < untilMs && one.endMs > fromMs);
      if (!session) return null;
      return { session, to: withoutIdle(session, { fromMs, untilMs, restName: at.restName }) };
    }
  }
}

/** One patient more in each of so many slots at the beginning, as far as they go without a break. */
function openWithMore(
  session: DeskSession,
  more: number,
): Pick<PreparedSession, 'session' | 'to'> | null {
  const { startMs, endMs, slotMin, capacity, breaks } = session;
  const stretchMs = Math.min(endMs, ...breaks.map((one) => one.startMs)) - startMs;
  const slots = Math.floor(stretchMs / (slotMin * MINUTE_MS));
  const opened = Math.min(more, stretchMs === endMs - startMs ? slots - 1 : slots);
  if (opened < 1) return null;
  const opening = { untilMs: startMs + opened * slotMin * MINUTE_MS, capacity: capacity + 1 };
  return { session, to: { startMs, endMs, opening } };
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
