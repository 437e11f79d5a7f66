import {
  breaksOn,
  breaksWithin,
  shiftedBreaks,
  wallBreaksOf,
} from '../../../shared/domain/schedule/work-stretches.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import {
  endField,
  endMinuteOfField,
  formatClockTime,
  minuteOfField,
} from '../../../shared/time/clock-time.ts';
import { dayAt, dayStartMs } from '../../../shared/time/day.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import { instantToWall } from '../../../shared/time/local-time.ts';
import { type RepetitionUntil, repetitionToRule } from '../../../shared/time/repetition.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { type BreakDraft, breaksToDrafts, draftsToBreaks } from '../../ui/break-draft.ts';

type Change = IntentInput<'change-session'>;
export type Scope = Change['scope'];
/** What becomes of who is booked; null while that was not chosen. */
export type Choice = Change['affected'];

/** A change as it stands in the form: times as a time field has them. */
export interface SessionDraft {
  readonly deletes: boolean;
  readonly scope: Scope;
  readonly from: string;
  readonly until: string;
  readonly slotMin: number;
  readonly capacity: number;
  readonly tags: readonly string[];
  /** What it is for; none is whatever the doctor does. */
  readonly serviceIds: readonly string[];
  readonly breaks: readonly BreakDraft[];
  readonly roomId: string | null;
  /** Another doctor who is to share it, null for nobody any more; left out, it stays as it is. */
  readonly shared?: NonNullable<Change['to']>['shared'];
  /** How often it comes again, and until when; null leaves the rule as it is. */
  readonly repeats: RepetitionUntil | null;
  /** Of a weekday: so many minutes at its beginning take so many at once; 0 is none. */
  readonly openingMin: number;
  readonly openingCapacity: number;
}

const MINUTE_MS = 60_000;
const DAY_MIN = 1440;

/** Times of a session, with a break more, or more patients at once until then. */
interface ToBe extends Interval {
  readonly rest?: DeskSession['breaks'][number];
  readonly opening?: { readonly untilMs: number; readonly capacity: number };
}

/** The form with the session as it is, or as it is to be where that was said already. */
export function newDraft(
  session: DeskSession,
  zone: TimeZone,
  to: ToBe | 'deleted' | null = null,
  scope: Scope = 'this',
): SessionDraft {
  if (to !== null && to !== 'deleted') {
    const { rest, opening } = to;
    const put = putAt(session, zone, to);
    const breaks = rest
      ? [...put.breaks, rest].toSorted((a, b) => a.startMs - b.startMs)
      : put.breaks;
    const opens = opening && {
      openingMin: Math.round((opening.untilMs - to.startMs) / MINUTE_MS),
      openingCapacity: opening.capacity,
    };
    return { ...newDraft({ ...put, breaks }, zone, null, scope), ...opens };
  }
  const midnight = instantToWall(zone, dayStartMs(zone, dayAt(zone, session.startMs)));
  // What goes on over midnight is changed to its day alone: the form says so.
  const minuteAt = (ms: number): number =>
    Math.min(DAY_MIN, Math.round((instantToWall(zone, ms) - midnight) / MINUTE_MS));
  const { slotMin, capacity, tags, serviceIds, roomId } = session;
  const breaks = breaksToDrafts(wallBreaksOf(zone, session));
  return {
    ...{ deletes: to === 'deleted', scope, from: formatClockTime(minuteAt(session.startMs)) },
    ...{ until: endField(minuteAt(session.endMs)), slotMin, capacity, tags, breaks, roomId },
    ...{ serviceIds, repeats: null },
    ...{ openingMin: 0, openingCapacity: capacity + 1 },
  };
}

/** Moved, its breaks go with it; made longer or shorter, those stay that are within it. */
function putAt(session: DeskSession, zone: TimeZone, to: Interval): DeskSession {
  const byMs = to.startMs - session.startMs;
  const isMoved = to.endMs - session.endMs === byMs;
  const day = dayAt(zone, session.startMs);
  const breaks = isMoved
    ? breaksOn(zone, day, shiftedBreaks(wallBreaksOf(zone, session), byMs / MINUTE_MS))
    : breaksWithin(session.breaks, to);
  const { startMs, endMs } = to;
  return { ...session, startMs, endMs, breaks: [...breaks] };
}

/** What the form asks for. `newSeriesId` is the same for as long as the form is open. */
export function draftToChange(
  draft: SessionDraft,
  sessionId: string,
  newSeriesId: string,
): Pick<Change, 'sessionId' | 'scope' | 'to' | 'newSeriesId'> {
  const { deletes, scope, from, until, slotMin, capacity, tags, roomId, repeats } = draft;
  const isOfRule = scope === 'following' || scope === 'all';
  const rule = repeats !== null && isOfRule ? repetitionToRule(repeats) : null;
  const times = { startMin: minuteOfField(from), endMin: endMinuteOfField(until) };
  const breaks = [...draftsToBreaks(draft.breaks)];
  const said = draft.shared === undefined ? {} : { shared: draft.shared };
  const serviceIds = [...draft.serviceIds];
  const shape = { slotMin, capacity, tags: [...tags], serviceIds, breaks, roomId, ...said };
  const { openingMin, openingCapacity } = draft;
  const untilMin = times.startMin + openingMin;
  const opening =
    scope === 'weekday' && openingMin > 0
      ? { opening: { untilMin, capacity: openingCapacity } }
      : {};
  const to = deletes ? null : { ...times, ...shape, ...opening, rule };
  return { sessionId, scope, to, newSeriesId };
}
