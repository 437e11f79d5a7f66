import type { ReportCounts, ReportMeasure, ReportPart, Spread } from '../../model/report.ts';
import { REPORT_MEASURES } from './report-counts.ts';

/** What was counted of one part, in one stretch of a branch's days. */
export interface CountedRow {
  /** `all`, `day`, `doctor`, `service`, `cell` (an hour of a weekday), `wait`, `lead`, `doctor-hour`. */
  readonly by: string;
  readonly key: string;
  /** In the order of `REPORT_MEASURES`. */
  readonly counts: readonly number[];
}

export const countsInOrder = (row: Partial<ReportCounts>): readonly number[] =>
  REPORT_MEASURES.map((measure) => row[measure] ?? 0);

/** Rows of several stretches and kinds as one of each part, by what they are told apart by. */
export interface Folded {
  readonly all: ReportCounts;
  readonly parts: (by: string) => readonly ReportPart[];
  readonly spread: (by: 'wait' | 'lead') => readonly Spread[];
}

export interface ReportFold {
  readonly add: (branchId: string, rows: readonly CountedRow[]) => void;
  readonly folded: () => Folded;
}

/**
 * Adds up what was counted, stretch by stretch. Whatever is of an hour is in a cell, so weekdays,
 * hours and all of a branch are added up from those.
 */
export function createReportFold(): ReportFold {
  const byPart = new Map<string, Map<string, number[]>>();
  const add = (by: string, key: string, counts: readonly number[]): void => {
    const parts = byPart.get(by) ?? new Map<string, number[]>();
    const sums = parts.get(key);
    if (!sums) byPart.set(by, parts.set(key, [...counts]));
    else for (const [i, count] of counts.entries()) sums[i] = (sums[i] ?? 0) + count;
  };
  const addRow = (branchId: string, { by, key, counts }: CountedRow): void => {
    // Who came and waited for no doctor in particular is in the sums alone.
    if (by !== 'all' && key === '') return;
    if (by !== 'all') add(by, key, counts);
    if (by !== 'all' && by !== 'cell') return;
    for (const [whole, of] of [
      ['all', ''],
      ['branch', branchId],
      ...(by === 'cell' ? hoursOf(Number(key)) : []),
    ] as const) {
      add(whole, of, counts);
    }
  };
  const parts = (by: string): readonly ReportPart[] =>
    [...(byPart.get(by) ?? [])]
      .map(([key, counts]) => ({ key, counts: named(counts) }))
      .toSorted((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }));
  return {
    add: (branchId, rows) => {
      for (const row of rows) addRow(branchId, row);
    },
    folded: () => ({
      all: named(byPart.get('all')?.get('') ?? []),
      parts,
      spread: (by) =>
        parts(by).map(({ key, counts }) => ({
          at: Number(key),
          count: by === 'wait' ? counts.waits : counts.leads,
        })),
    }),
  };
}

const hoursOf = (cell: number): readonly (readonly [string, string])[] => [
  ['weekday', String(Math.floor(cell / 24))],
  ['hour', String(cell % 24)],
];

function named(counts: readonly number[]): ReportCounts {
  const sums = {} as Record<ReportMeasure, number>;
  for (const [i, measure] of REPORT_MEASURES.entries()) sums[measure] = counts[i] ?? 0;
  return sums;
}
