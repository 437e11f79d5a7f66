import type { ReportCounts, ReportPart, Spread } from '../../model/report.ts';
import { addCounts } from './report-counts.ts';

/** What was counted of one part, in one piece of the range. */
export interface CountedRow extends Partial<ReportCounts> {
  readonly by: string;
  readonly key: string;
}

/** Rows of several pieces and kinds as one of each part, by what they are told apart by. */
export interface Folded {
  readonly all: ReportCounts;
  readonly parts: (by: string) => readonly ReportPart[];
  readonly spread: (by: 'wait' | 'lead') => readonly Spread[];
}

export function foldReport(rows: readonly CountedRow[]): Folded {
  const byPart = new Map<string, Map<string, ReportCounts>>();
  for (const row of rows) {
    // Who came and waited for no doctor in particular is in the sums alone.
    if (row.by !== 'all' && row.key === '') continue;
    const parts = byPart.get(row.by) ?? new Map<string, ReportCounts>();
    byPart.set(row.by, parts.set(row.key, addCounts(parts.get(row.key) ?? {}, row)));
  }
  const parts = (by: string): readonly ReportPart[] =>
    [...(byPart.get(by) ?? [])]
      .map(([key, counts]) => ({ key, counts }))
      .toSorted((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }));
  return {
    all: byPart.get('all')?.get('') ?? addCounts({}, {}),
    parts,
    spread: (by) =>
      parts(by).map(({ key, counts }) => ({
        at: Number(key),
        count: by === 'wait' ? counts.waits : counts.leads,
      })),
  };
}
