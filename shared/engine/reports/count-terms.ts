import { type CountedRow, countsInOrder } from '../../domain/reports/fold-report.ts';
import { REPORT_MEASURES } from '../../domain/reports/report-counts.ts';
import type { Store } from '../store/open-store.ts';
import { type ClosedTime, countCapacity } from './count-capacity.ts';
import { countOverruns } from './count-overruns.ts';
import { countVisits } from './count-visits.ts';
import { countWalkIns } from './count-walk-ins.ts';
import type { ReportRow, ReportSource } from './report-source.ts';
import { keepTerms } from './report-sums.ts';
import type { Counting, ReportTerm } from './report-terms.ts';

/** A term that is to be counted, with the changes of before. */
export interface OpenTerm {
  readonly term: ReportTerm;
  readonly changes: number;
  /** Hears what was counted of it. */
  readonly add?: ((branchId: string, rows: readonly CountedRow[]) => void) | undefined;
}

interface Open {
  readonly open: readonly OpenTerm[];
  readonly closed: readonly ClosedTime[];
  readonly visitsAtOnce: number;
  /** Waits between two parts for as long as others have work; answers whether to go on. */
  readonly pause?: () => Promise<boolean>;
}

/** Nothing is known of the visits of the first days: a busy branch has so many in each. */
const VISITS_A_DAY = 350;
/** Two years of a branch, however few visits there were in the days before. */
const DAYS_AT_ONCE = 728;

/** Counts terms from the rows, as many at once as the ones before let expect, and keeps what may be. */
export async function countTerms(
  store: Store,
  counting: Counting,
  { open, closed, visitsAtOnce, pause }: Open,
): Promise<void> {
  let daysAtOnce = Math.floor(visitsAtOnce / VISITS_A_DAY);
  for (let from = 0; from < open.length; ) {
    const some = firstDays(open, from, daysAtOnce);
    const rows = byTerm(await countSome(store, sourceOf(counting, some), closed));
    const done = some.map((one, no) => ({ ...one, rows: rows.get(no) ?? [] }));
    for (const { term, rows, add } of done) add?.(term.branchId, rows);
    const kept = done.filter(({ term }) => term.isKept);
    await store.read((db) => keepTerms(db, counting, kept));
    from += some.length;
    if (pause && !(await pause())) return;
    const days = some.reduce((sum, { term }) => sum + term.days, 0);
    const visits = done.reduce((sum, { rows }) => sum + visitsOf(rows), 0);
    const fitting = Math.floor((visitsAtOnce * days) / Math.max(1, visits));
    daysAtOnce = Math.min(daysAtOnce * 4, DAYS_AT_ONCE, fitting);
  }
}

/** The next terms, by parts or sums alone, that together have so many days; one at least. */
function firstDays(open: readonly OpenTerm[], from: number, days: number): readonly OpenTerm[] {
  let until = from;
  for (let sum = 0; until < open.length; until += 1) {
    const term = open[until]?.term;
    sum += term?.days ?? 0;
    if (until > from && (sum > days || term?.hasParts !== open[from]?.term.hasParts)) break;
  }
  return open.slice(from, until);
}

const countSome = async (
  store: Store,
  source: ReportSource,
  closed: readonly ClosedTime[],
): Promise<readonly ReportRow[]> => [
  ...(await store.read((db) => countVisits(db, source))),
  ...(await store.read((db) => countCapacity(db, source, closed))),
  ...(await store.read((db) => countWalkIns(db, source))),
  // A session is of no one service.
  ...(source.serviceId === null ? await store.read((db) => countOverruns(db, source)) : []),
];

const sourceOf = (
  { organisationId, scope: { doctorId, serviceId }, nowMs }: Counting,
  open: readonly OpenTerm[],
): ReportSource => ({
  ...{ organisationId, doctorId, serviceId, nowMs },
  detail: open.every(({ term }) => term.hasParts) ? 'parts' : 'sums',
  spans: open.flatMap(({ term }, no) => term.spans.map((span) => ({ ...span, term: no }))),
});

/** What was counted of each term, by its number, what is of one part as one row: it is kept so. */
function byTerm(rows: readonly ReportRow[]): ReadonlyMap<number, readonly CountedRow[]> {
  const found = new Map<number, Map<string, CountedRow>>();
  for (const row of rows) {
    const parts = found.get(row.term) ?? new Map<string, CountedRow>();
    found.set(row.term, parts);
    const counted = countedOf(row);
    const part = `${counted.by} ${counted.key}`;
    const before = parts.get(part);
    parts.set(
      part,
      before ? { ...counted, counts: added(before.counts, counted.counts) } : counted,
    );
  }
  return new Map([...found].map(([term, parts]) => [term, [...parts.values()]]));
}

const countedOf = (row: ReportRow): CountedRow =>
  row.by === 'wait' || row.by === 'lead'
    ? { by: row.by, key: '', counts: row.key.split(' ').map(Number) }
    : { by: row.by, key: row.key, counts: countsInOrder(row) };

const added = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((count, i) => count + (b[i] ?? 0));

const BOOKED = REPORT_MEASURES.indexOf('booked');
const visitsOf = (rows: readonly CountedRow[]): number =>
  rows.reduce(
    (sum, { by, counts }) => (by === 'day' || by === 'all' ? sum + (counts[BOOKED] ?? 0) : sum),
    0,
  );
