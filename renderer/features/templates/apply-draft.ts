import type { Applying } from '../../../shared/model/template.ts';
import { addDays, type DayKey, isDay, weekStart } from '../../../shared/time/day.ts';
import { type Repetition, repetitionToRule } from '../../../shared/time/repetition.ts';

/** Where a pattern goes, as it stands in the form. */
export interface ApplyDraft {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
  /** null is all of its days. */
  readonly repetition: Repetition | null;
  readonly way: Applying['way'];
}

const FOUR_WEEKS_DAYS = 28;

/** The next four weeks from Monday. */
export function newApplyDraft(branchId: string, today: DayKey): ApplyDraft {
  const firstDay = addDays(weekStart(today), 7);
  return {
    ...{ branchId, doctorId: null, firstDay, lastDay: addDays(firstDay, FOUR_WEEKS_DAYS - 1) },
    ...{ repetition: null, way: 'fill' },
  };
}

/** What the form asks for; null while days are half typed or nothing is chosen. */
export function draftToApplying(
  draft: ApplyDraft,
  doctorId: string | null,
  source: Applying['source'] | null,
): Applying | null {
  const { branchId, firstDay, lastDay, repetition, way } = draft;
  const isReadable = isDay(firstDay) && isDay(lastDay);
  const rule = repetition && repetitionToRule({ repetition, lastDay: null });
  if (source === null || doctorId === null || !isReadable) return null;
  return { source, branchId, doctorId, firstDay, lastDay, rule, way };
}
