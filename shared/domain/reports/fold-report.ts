import type { ReportCounts, ReportMeasure, ReportPart, Spread } from '../../model/report.ts';
import { REPORT_MEASURES } from './report-counts.ts';

/** What was counted of one part, in some days of a branch. */
export interface CountedRow {
  /** `all`, `day`, `doctor`, `service`, `cell` (an hour of a weekday), `wait`, `lead`, `doctor-hour`. */
  readonly by: string;
  readonly key: string;
  /** In the order of `REPORT_MEASURES`; of a wait or lead in turn so many minutes or days, and how many had them. */
  readonly counts: readonly number[];
}

export const countsInOrder = (row: Partial<ReportCounts>): readonly number[] =>
  REPORT_MEASURES.map((measure) => row[measure] ?? 0);

/** Rows of several days and kinds as one of each part, by what they are told apart by. */
export interface Folded {
  readonly all: ReportCounts;
  readonly parts: (by: string) => readonly ReportPart[];
  readonly spread: (by: 'wait' | 'lead') => readonly Spread[];
}

export interface ReportFold {
  readonly add: (branchId: string, rows: readonly CountedRow[]) => void;
  readonly folded: () => Folded;
}

type Sums = Map<string, number[]>;

/**
 * Adds up what was counted, days by days. Whatever is of an hour is in a cell, so weekdays, hours and
 * all of a branch are added up from those.
 */
export function createReportFold(): ReportFold {
  const byPart = new Map<string, Sums>();
  const spreads = { wait: new Map<number, number>(), lead: new Map<number, number>() };
  const sumsOf = (by: string): Sums => {
    const sums = byPart.get(by) ?? new Map<string, number[]>();
    byPart.set(by, sums);
    return sums;
  };
  const addRow = (branchId: string, { by, key, counts }: CountedRow): void => {
    if (by === 'wait' || by === 'lead') addSpread(spreads[by], counts);
    else if (by === 'all') addTo(sumsOf('branch'), branchId, counts);
    // Who came and waited for no doctor in particular is in the sums alone.
    else if (key !== '') {
      addTo(sumsOf(by), key, counts);
      if (by === 'cell') addTo(sumsOf('branch'), branchId, counts);
    }
  };
  return {
    add: (branchId, rows) => {
      for (const row of rows) addRow(branchId, row);
    },
    folded: () => {
      const wholes = new Map<string, Sums>([
        ['weekday', added(sumsOf('cell'), (cell) => String(Math.floor(Number(cell) / 24)))],
        ['hour', added(sumsOf('cell'), (cell) => String(Number(cell) % 24))],
      ]);
      return {
        all: named(added(sumsOf('branch'), () => '').get('') ?? []),
        parts: (by) =>
          [...(wholes.get(by) ?? sumsOf(by))]
            .map(([key, counts]) => ({ key, counts: named(counts) }))
            .toSorted(byKey),
        spread: (by) =>
          [...spreads[by]].map(([at, count]) => ({ at, count })).toSorted((a, b) => a.at - b.at),
      };
    },
  };
}

/** Keys of one kind are ids, all of one length, or numbers, of which the longer is the larger. */
const byKey = ({ key: a }: ReportPart, { key: b }: ReportPart): number =>
  a.length - b.length || (a < b ? -1 : 1);

function addTo(sums: Sums, key: string, counts: readonly number[]): void {
  const sum = sums.get(key);
  if (!sum) sums.set(key, [...counts]);
  else for (let i = 0; i < counts.length; i += 1) sum[i] = (sum[i] ?? 0) + (counts[i] ?? 0);
}

function addSpread(spread: Map<number, number>, pairs: readonly number[]): void {
  for (let i = 0; i < pairs.length; i += 2) {
    const at = pairs[i] ?? 0;
    spread.set(at, (spread.get(at) ?? 0) + (pairs[i + 1] ?? 0));
  }
}

/** Sums added up by what `wholeOf` their keys is. */
function added(sums: Sums, wholeOf: (key: string) => string): Sums {
  const wholes: Sums = new Map();
  for (const [key, counts] of sums) addTo(wholes, wholeOf(key), counts);
  return wholes;
}

function named(counts: readonly number[]): ReportCounts {
  const sums = {} as Record<ReportMeasure, number>;
  for (const [i, measure] of REPORT_MEASURES.entries()) sums[measure] = counts[i] ?? 0;
  return sums;
}
