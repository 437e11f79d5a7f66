import { goesOnOwn } from '../../../shared/domain/schedule/alter-session.ts';
import type { SCOPES } from '../../../shared/model/choices.ts';
import type {
  Alteration,
  ManySessionsChange,
  SessionChoice,
} from '../../../shared/model/many-sessions.ts';
import {
  endField,
  endMinuteOfField,
  formatClockTime,
  minuteOfField,
} from '../../../shared/time/clock-time.ts';
import type { Weekday } from '../../../shared/time/day.ts';
import { type DayKey, dayAt, isDay } from '../../../shared/time/day.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import type { PointedAt } from '../../state/view-store.ts';

/** A change of many sessions as it stands in the form; what is null or empty is not asked for. */
export interface ManyDraft {
  readonly doctorIds: readonly string[];
  readonly branchId: string | null;
  readonly weekdays: readonly Weekday[];
  readonly tag: string;
  /** Null for whatever they are for. */
  readonly forService: NonNullable<SessionChoice['forService']> | null;
  readonly slotMin: number | null;
  readonly from: string;
  readonly until: string;
  readonly firstDay: string;
  /** '' is for good. */
  readonly lastDay: string;
  readonly deletes: boolean;
  readonly to: Alteration;
  readonly requestOverlap: boolean;
  /** Those that were pointed at, instead of what the fields say; one with others of its series. */
  readonly pointedAt: PointedSessions | null;
}

interface PointedSessions {
  readonly sessionIds: readonly string[];
  readonly scope: (typeof SCOPES)[number];
  /** The series of the one that was pointed at; null for several, or for one of none. */
  readonly seriesId: string | null;
  /** The day on which the first of them is, and the last. */
  readonly firstDay: DayKey;
  readonly lastDay: DayKey;
}

const NO_ALTERATION: Alteration = {
  ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
  ...{ doctorId: null, branchId: null, shiftMin: 0 },
};

const END_OF_DAY = 1440;

/** All of the branch's sessions from a day on, with nothing asked for yet. */
export const newManyDraft = (branchId: string, firstDay: DayKey): ManyDraft => ({
  ...{ doctorIds: [], branchId, weekdays: [], tag: '', forService: null, slotMin: null },
  ...{ from: formatClockTime(0), until: endField(END_OF_DAY), firstDay, lastDay: '' },
  ...{ deletes: false, to: NO_ALTERATION, requestOverlap: false, pointedAt: null },
});

/** The form about sessions that were pointed at; `today` is where the rest of a series begins. */
export function newPointedDraft(
  sessions: readonly DeskSession[],
  { deletes, shiftMin, shiftDays = 0, endsLaterMin = 0, doctorId }: Omit<PointedAt, 'sessionIds'>,
  { zone, today }: { readonly zone: TimeZone; readonly today: DayKey },
): ManyDraft {
  const days = sessions.map(({ startMs }) => dayAt(zone, startMs)).toSorted();
  const [only] = sessions;
  const seriesId = sessions.length === 1 ? (only?.seriesId ?? null) : null;
  return {
    ...newManyDraft(only?.branchId ?? '', today),
    deletes,
    to: {
      ...{ ...NO_ALTERATION, shiftMin, doctorId },
      ...(shiftDays === 0 ? {} : { shiftDays }),
      ...(endsLaterMin === 0 ? {} : { endsLaterMin }),
    },
    pointedAt: {
      ...{ sessionIds: sessions.map(({ id }) => id), scope: 'this', seriesId },
      ...{ firstDay: days[0] ?? today, lastDay: days.at(-1) ?? today },
    },
  };
}

/** Everything of the days in question, of those that were pointed at alone. */
function pointedChoice(
  { firstDay: today }: Pick<ManyDraft, 'firstDay'>,
  { sessionIds, scope, seriesId, firstDay, lastDay }: PointedSessions,
): SessionChoice {
  const everything = {
    ...{ doctorIds: [], branchId: null, weekdays: [], tag: null, slotMin: null },
    ...{ fromMin: 0, untilMin: END_OF_DAY },
  };
  if (scope === 'this' || seriesId === null) {
    return { ...everything, firstDay, lastDay, sessionIds: [...sessionIds] };
  }
  return { ...everything, firstDay: scope === 'all' ? today : firstDay, lastDay: null, seriesId };
}

/** What the form asks for; null while a day in it is none yet. */
export function manyDraftToChange(draft: ManyDraft, newIdsFrom: string): ManySessionsChange | null {
  const { doctorIds, branchId, weekdays, slotMin, from, until, firstDay, lastDay, to } = draft;
  const { deletes, requestOverlap, pointedAt } = draft;
  const asked = { to: deletes ? null : to, newIdsFrom, requestOverlap };
  if (pointedAt) return { choice: pointedChoice(draft, pointedAt), ...asked };
  if (!isDay(firstDay) || (lastDay !== '' && !isDay(lastDay))) return null;
  const tag = draft.tag.trim();
  return {
    choice: {
      ...{ doctorIds: [...doctorIds], branchId, weekdays: [...weekdays], slotMin, firstDay },
      tag: tag === '' ? null : tag,
      ...(draft.forService === null ? {} : { forService: draft.forService }),
      fromMin: minuteOfField(from),
      untilMin: endMinuteOfField(until),
      lastDay: lastDay === '' ? null : lastDay,
    },
    ...asked,
  };
}

/** Whether the form asks for nothing but to look. */
export const asksNothing = ({ deletes, to }: ManyDraft): boolean =>
  !deletes &&
  to.shiftMin === 0 &&
  !goesOnOwn(to) &&
  to.addTags.length + to.removeTags.length === 0 &&
  to.roomId === undefined &&
  to.serviceIds === undefined &&
  [to.slotMin, to.capacity, to.doctorId, to.branchId].every((value) => value === null);
