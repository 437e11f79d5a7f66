import { useState } from 'react';
import type { ReportScope } from '../../../shared/model/report.ts';
import { addDays, dayAt, isDay } from '../../../shared/time/day.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import type { Mark } from './figure-marks.ts';

export type RangeId = '7' | '28' | '84' | '365' | 'own';

/** What a report is asked for, as the filters have it. */
export interface ReportFilters extends ReportScope {
  readonly range: RangeId;
}

/** A mark that somebody pointed at. */
export interface Pointed {
  readonly title: string;
  readonly scope: ReportScope;
  readonly mark: Mark;
}
export type PointAt = (title: string, mark: Mark, scope?: Partial<ReportScope>) => void;

export function useReportFilters(place: BranchTime) {
  const today = dayAt(place.zone, Date.now());
  const [filters, setFilters] = useState<ReportFilters>({
    ...{ range: '28', firstDay: addDays(today, -27), lastDay: today },
    ...{ branchId: null, doctorId: null, serviceId: null },
  });
  const change = (more: Partial<ReportFilters>): void => {
    const next = { ...filters, ...more };
    const days = next.range === 'own' ? {} : { firstDay: addDays(today, 1 - Number(next.range)) };
    setFilters({ ...next, ...days, ...(next.range === 'own' ? {} : { lastDay: today }) });
  };
  return { filters, change };
}

/** The report of what the filters say, and what is behind a mark of it. */
export function useReport({ range: _, ...scope }: ReportFilters, turn: number) {
  const areDays = isDay(scope.firstDay) && isDay(scope.lastDay);
  const { answer, state } = useAnswer(areDays ? { kind: 'report', ...scope } : null, turn);
  const [pointed, setPointed] = useState<(Pointed & { readonly of: string }) | null>(null);
  const of = JSON.stringify(scope);
  const pointAt: PointAt = (title, mark, more = {}) =>
    setPointed({ title, of, scope: { ...scope, ...more }, mark });
  return {
    ...{ answer, state, areDays, scope, pointAt },
    pointed: pointed?.of === of ? pointed : null,
    unpoint: () => setPointed(null),
  };
}
