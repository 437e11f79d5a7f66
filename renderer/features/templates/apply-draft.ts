import type { Applying } from '../../../shared/model/template.ts';
import { addDays, type DayKey, isDay, weekStart } from '../../../shared/time/day.ts';
import { RRULE_DAYS } from '../../../shared/time/rrule-days.ts';

/** Where a pattern goes, as it stands in the form. */
export interface ApplyDraft {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly repeat: 'every' | 'weekly' | 'monthly';
  /** For `weekly`: days of RFC 5545, and every how many weeks. */
  readonly weekdays: readonly string[];
  readonly weeks: number;
  /** For `monthly`: the first, the second, … the last (-1) of a weekday. */
  readonly place: string;
  readonly weekday: string;
  readonly way: Applying['way'];
}

const FOUR_WEEKS_DAYS = 28;

/** The next four weeks from Monday. */
export function newApplyDraft(branchId: string, today: DayKey): ApplyDraft {
  const firstDay = addDays(weekStart(today), 7);
  return {
    ...{ branchId, doctorId: null, firstDay, lastDay: addDays(firstDay, FOUR_WEEKS_DAYS - 1) },
    ...{ repeat: 'every', weekdays: ['SA'], weeks: 1, place: '2', weekday: 'SA', way: 'fill' },
  };
}

/** What the form asks for; null while days are half typed or nothing is chosen. */
export function draftToApplying(
  draft: ApplyDraft,
  doctorId: string | null,
  source: Applying['source'] | null,
): Applying | null {
  const { branchId, firstDay, lastDay, way } = draft;
  const isReadable = isDay(firstDay) && isDay(lastDay);
  const rule = ruleOf(draft);
  if (source === null || doctorId === null || !isReadable || rule === '') return null;
  return { source, branchId, doctorId, firstDay, lastDay, rule, way };
}

function ruleOf({ repeat, weekdays, weeks, place, weekday }: ApplyDraft): string | null {
  if (repeat === 'every') return null;
  if (repeat === 'monthly') return `FREQ=MONTHLY;BYDAY=${place}${weekday}`;
  const inOrder = RRULE_DAYS.filter((day) => weekdays.includes(day));
  const interval = weeks > 1 ? `INTERVAL=${weeks};` : '';
  return inOrder.length === 0 ? '' : `FREQ=WEEKLY;${interval}BYDAY=${inOrder.join(',')}`;
}
