import type { Alteration, SessionChoice } from '../../model/many-sessions.ts';
import type { Series, Session } from '../../model/session.ts';
import {
  addDays,
  type DayKey,
  dayToWall,
  instantOfDay,
  wallToDay,
  weekdayOf,
} from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { sameServices } from '../services/for-service.ts';
import { decideBreaks } from './decide-breaks.ts';
import {
  breaksOn,
  sameBreaks,
  shiftedBreaks,
  wallBreaksOf,
  workStretches,
} from './work-stretches.ts';

const MINUTE_MS = 60_000;
const DAY_MIN = 1440;
const TAGS_MAX = 20;

/** When a session is by the clock of its branch, in minutes of the day on which it begins. */
export interface DayTimes {
  readonly day: DayKey;
  readonly startMin: number;
  readonly endMin: number;
}

export function dayTimesOf(
  zone: TimeZone,
  { startMs, endMs }: Pick<Session, 'startMs' | 'endMs'>,
): DayTimes {
  const start = instantToWall(zone, startMs);
  const day = wallToDay(start);
  const midnight = dayToWall(day);
  const minutes = (wall: number): number => Math.round((wall - midnight) / MINUTE_MS);
  return { day, startMin: minutes(start), endMin: minutes(instantToWall(zone, endMs)) };
}

/**
 * Whether a session is among those that a choice is about, whose mark it may carry by any of these
 * names; null for whatever it carries.
 */
export function isChosen(
  choice: Omit<SessionChoice, 'tag'>,
  tagNames: readonly string[] | null,
  session: Session,
  times: DayTimes,
): boolean {
  const { doctorIds, branchId, weekdays, slotMin, fromMin, untilMin } = choice;
  return (
    (doctorIds.length === 0 || doctorIds.includes(session.doctorId)) &&
    (branchId ?? session.branchId) === session.branchId &&
    (weekdays.length === 0 || weekdays.includes(weekdayOf(times.day))) &&
    isForChosen(session, choice.forService) &&
    (tagNames === null || session.tags.some((tag) => tagNames.includes(tag))) &&
    (slotMin ?? session.slotMin) === session.slotMin &&
    times.startMin >= fromMin &&
    times.endMin <= untilMin &&
    times.day >= choice.firstDay &&
    (choice.lastDay === null || times.day <= choice.lastDay)
  );
}

/** A session for any service is none of a service's by itself. */
const isForChosen = (
  { serviceIds }: Pick<Session, 'serviceIds'>,
  chosen: SessionChoice['forService'],
): boolean => {
  if (!chosen) return true;
  const { serviceId, orAny } = chosen;
  if (serviceIds.length === 0) return orAny || serviceId === null;
  return serviceId !== null && serviceIds.includes(serviceId);
};

type Shaped = Pick<
  Series,
  'branchId' | 'doctorId' | 'roomId' | 'sharedWith' | 'slotMin' | 'capacity' | 'tags' | 'serviceIds'
>;

/** A session, or the rule of a series, with what does not depend on its time as it is to be. */
function alterShape<S extends Shaped>(shaped: S, to: Alteration): S {
  const kept = shaped.tags.filter((tag) => !to.removeTags.includes(tag));
  const branchId = to.branchId ?? shaped.branchId;
  // A room is of its branch.
  const stays = branchId === shaped.branchId ? shaped.roomId : null;
  const doctorId = to.doctorId ?? shaped.doctorId;
  return {
    ...shaped,
    branchId,
    roomId: to.roomId === undefined ? stays : to.roomId,
    doctorId,
    // Nobody shares with themselves.
    sharedWith: shaped.sharedWith === doctorId ? null : shaped.sharedWith,
    slotMin: to.slotMin ?? shaped.slotMin,
    capacity: to.capacity ?? shaped.capacity,
    serviceIds: to.serviceIds ?? shaped.serviceIds,
    tags: [...new Set([...kept, ...to.addTags])],
  };
}

/** Whether each session changes its day or its length by itself, which no rule of a series follows. */
export const goesOnOwn = ({ shiftDays = 0, endsLaterMin = 0 }: Alteration): boolean =>
  shiftDays !== 0 || endsLaterMin !== 0;

/** A session as it is to be, in its day; the clocks may change in between. */
export function alterSession<S extends Session>(session: S, zone: TimeZone, to: Alteration): S {
  const altered = alterShape(session, to);
  if (to.shiftMin === 0 && !goesOnOwn(to)) return altered;
  const { shiftDays = 0, endsLaterMin = 0 } = to;
  const { day: from, startMin, endMin } = dayTimesOf(zone, session);
  const day = addDays(from, shiftDays);
  return {
    ...altered,
    startMs: instantOfDay(zone, day, startMin + to.shiftMin),
    endMs: instantOfDay(zone, day, endMin + to.shiftMin + endsLaterMin),
    breaks: [...breaksOn(zone, day, shiftedBreaks(wallBreaksOf(zone, session), to.shiftMin))],
  };
}

/** The rule of a series as it is to be. */
export const alterSeries = (series: Series, to: Alteration): Series => ({
  ...alterShape(series, to),
  startMin: series.startMin + to.shiftMin,
  endMin: series.endMin + to.shiftMin,
  breaks: [...shiftedBreaks(series.breaks, to.shiftMin)],
});

export const isElsewhere = (
  a: Pick<Session, 'doctorId' | 'branchId'>,
  b: Pick<Session, 'doctorId' | 'branchId'>,
): boolean => a.doctorId !== b.doctorId || a.branchId !== b.branchId;

/** Whether anything of a session is another than before. */
export const isAltered = (before: Session, after: Session): boolean =>
  after.id !== before.id ||
  isElsewhere(before, after) ||
  before.startMs !== after.startMs ||
  before.endMs !== after.endMs ||
  before.slotMin !== after.slotMin ||
  before.capacity !== after.capacity ||
  before.roomId !== after.roomId ||
  before.tags.join('\n') !== after.tags.join('\n') ||
  !sameServices(before, after) ||
  !sameBreaks(before, after);

/** What by itself keeps a session from being altered so. */
export function refuseAltered(
  after: Session,
  times: DayTimes,
  { shiftMin, endsLaterMin = 0 }: Alteration,
  nowMs: number,
): 'off-day' | 'breaks' | 'tags' | 'past' | null {
  const endMin = times.endMin + shiftMin + endsLaterMin;
  if (times.startMin + shiftMin < 0 || endMin > DAY_MIN) return 'off-day';
  const isLeft = endMin > times.startMin + shiftMin;
  if (!isLeft || !decideBreaks(after, after.breaks).ok) return 'breaks';
  if (after.tags.length > TAGS_MAX) return 'tags';
  return after.startMs <= nowMs ? 'past' : null;
}

/** How many slots a session has. */
export const slotsIn = (session: Session): number =>
  workStretches(session).reduce(
    (count, { startMs, endMs }) =>
      count + Math.floor((endMs - startMs) / (session.slotMin * MINUTE_MS)),
    0,
  );
