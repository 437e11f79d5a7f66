import type { AbsenceWish } from '../../../shared/domain/schedule/generate-absences.ts';
import type { TimeOff } from '../../../shared/model/time-off.ts';
import { minuteOfField } from '../../../shared/time/clock-time.ts';
import { type DayKey, isDay, type Weekday } from '../../../shared/time/day.ts';

/** An absence as it stands in the form. */
export interface AbsenceDraft {
  readonly doctorId: string | null;
  readonly kind: TimeOff['kind'];
  readonly reason: string;
  /** Of a surgery. */
  readonly roomId: string | null;
  readonly repeat: 'once' | 'weekly' | 'for-good';
  readonly firstDay: string;
  readonly lastDay: string;
  readonly weekdays: readonly Weekday[];
  readonly isWholeDays: boolean;
  /** `HH:MM`, as fields have it. */
  readonly from: string;
  readonly until: string;
}

export const newDraft = (today: DayKey): AbsenceDraft => ({
  ...{ doctorId: null, kind: 'leave', reason: '', roomId: null, repeat: 'once', weekdays: [3] },
  ...{ firstDay: today, lastDay: today, isWholeDays: true, from: '09:00', until: '17:00' },
});

/** A day that is half typed is none: then nothing is left of the absence. */
export function draftToWish(draft: AbsenceDraft): AbsenceWish {
  const { repeat, firstDay, lastDay, isWholeDays, weekdays } = draft;
  const isReadable = isDay(firstDay) && (repeat === 'for-good' || isDay(lastDay));
  if (!isReadable) {
    return { firstDay: '2000-01-02', lastDay: '2000-01-01', hours: null, weekdays: null };
  }
  const hours = { startMin: minuteOfField(draft.from), endMin: minuteOfField(draft.until) };
  return {
    firstDay,
    lastDay: repeat === 'for-good' ? null : lastDay,
    hours: isWholeDays ? null : hours,
    weekdays: repeat === 'weekly' ? weekdays : null,
  };
}
