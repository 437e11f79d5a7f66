import type { AbsenceWish } from '../../../shared/domain/schedule/generate-absences.ts';
import type { TimeOff } from '../../../shared/model/time-off.ts';
import { endMinuteOfField, minuteOfField } from '../../../shared/time/clock-time.ts';
import { addDays, type DayKey, isDay, weekdayOf } from '../../../shared/time/day.ts';
import type { Repetition } from '../../../shared/time/repetition.ts';

/** An absence as it stands in the form. */
export interface AbsenceDraft {
  readonly doctorId: string | null;
  readonly kind: TimeOff['kind'];
  readonly reason: string;
  /** Of a surgery. */
  readonly roomId: string | null;
  readonly repeat: 'once' | 'again' | 'for-good';
  readonly firstDay: string;
  readonly lastDay: string;
  /** Of what comes again. */
  readonly repetition: Repetition;
  readonly isWholeDays: boolean;
  /** `HH:MM`, as fields have it. */
  readonly from: string;
  readonly until: string;
}

export const newDraft = (today: DayKey): AbsenceDraft => ({
  ...{ doctorId: null, kind: 'leave', reason: '', roomId: null, repeat: 'once' },
  repetition: { by: 'weeks', every: 1, weekdays: [weekdayOf(today)], place: 1 },
  ...{ firstDay: today, lastDay: today, isWholeDays: true, from: '09:00', until: '17:00' },
});

/** Four weeks to begin with, for what comes again. */
const AGAIN_DAYS = 28;

/** The form with the absence once, again and again or for good. */
export function withRepeat(draft: AbsenceDraft, repeat: AbsenceDraft['repeat']): AbsenceDraft {
  const { firstDay, lastDay } = draft;
  const isShort = isDay(firstDay) && lastDay <= firstDay;
  return repeat === 'again' && isShort
    ? { ...draft, repeat, lastDay: addDays(firstDay, AGAIN_DAYS) }
    : { ...draft, repeat };
}

/** A day that is half typed is none: then nothing is left of the absence. */
export function draftToWish(draft: AbsenceDraft): AbsenceWish {
  const { repeat, firstDay, lastDay, isWholeDays, repetition } = draft;
  const isReadable = isDay(firstDay) && (repeat === 'for-good' || isDay(lastDay));
  if (!isReadable) {
    return { firstDay: '2000-01-02', lastDay: '2000-01-01', hours: null, repetition: null };
  }
  const hours = { startMin: minuteOfField(draft.from), endMin: endMinuteOfField(draft.until) };
  return {
    firstDay,
    lastDay: repeat === 'for-good' ? null : lastDay,
    hours: isWholeDays ? null : hours,
    repetition: repeat === 'again' ? repetition : null,
  };
}
