import type { Alteration, ManySessionsChange } from '../../../shared/model/many-sessions.ts';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import type { Weekday } from '../../../shared/time/day.ts';
import { type DayKey, isDay } from '../../../shared/time/day.ts';

/** A change of many sessions as it stands in the form; what is null or empty is not asked for. */
export interface ManyDraft {
  readonly doctorIds: readonly string[];
  readonly branchId: string | null;
  readonly weekdays: readonly Weekday[];
  readonly tag: string;
  readonly slotMin: number | null;
  readonly from: string;
  readonly until: string;
  readonly firstDay: string;
  /** '' is for good. */
  readonly lastDay: string;
  readonly deletes: boolean;
  readonly to: Alteration;
  readonly requestOverlap: boolean;
}

const NO_ALTERATION: Alteration = {
  ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
  ...{ doctorId: null, branchId: null, shiftMin: 0 },
};

const END_OF_DAY = 1440;

/** All of the branch's sessions from a day on, with nothing asked for yet. */
export const newManyDraft = (branchId: string, firstDay: DayKey): ManyDraft => ({
  ...{ doctorIds: [], branchId, weekdays: [], tag: '', slotMin: null },
  ...{ from: formatClockTime(0), until: formatClockTime(0), firstDay, lastDay: '' },
  ...{ deletes: false, to: NO_ALTERATION, requestOverlap: false },
});

/** What the form asks for; null while a day in it is none yet. */
export function manyDraftToChange(draft: ManyDraft, newIdsFrom: string): ManySessionsChange | null {
  const { doctorIds, branchId, weekdays, slotMin, from, until, firstDay, lastDay, to } = draft;
  if (!isDay(firstDay) || (lastDay !== '' && !isDay(lastDay))) return null;
  const tag = draft.tag.trim();
  return {
    choice: {
      ...{ doctorIds: [...doctorIds], branchId, weekdays: [...weekdays], slotMin, firstDay },
      tag: tag === '' ? null : tag,
      fromMin: minuteOfField(from),
      // Midnight ends a day as it begins it.
      untilMin: minuteOfField(until) || END_OF_DAY,
      lastDay: lastDay === '' ? null : lastDay,
    },
    to: draft.deletes ? null : to,
    newIdsFrom,
    requestOverlap: draft.requestOverlap,
  };
}

/** Whether the form asks for nothing but to look. */
export const asksNothing = ({ deletes, to }: ManyDraft): boolean =>
  !deletes &&
  to.shiftMin === 0 &&
  to.addTags.length + to.removeTags.length === 0 &&
  [to.slotMin, to.capacity, to.doctorId, to.branchId].every((value) => value === null);
