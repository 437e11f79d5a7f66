import {
  type CountedRow,
  countsInOrder,
  createReportFold,
  type Folded,
} from '../../domain/reports/fold-report.ts';
import { REPORT_MEASURES } from '../../domain/reports/report-counts.ts';
import type { Store } from '../store/open-store.ts';
import { type ClosedTime, countCapacity } from './count-capacity.ts';
import { countOverruns } from './count-overruns.ts';
import { countVisits } from './count-visits.ts';
import { countWalkIns } from './count-walk-ins.ts';
import { loadClosedTimes } from './load-closed-times.ts';
import type { ReportRow, ReportSource } from './report-source.ts';
import { keepTerms, loadTermStates } from './report-sums.ts';
import { type CountedRange, type ReportTerm, reportTerms } from './report-terms.ts';

/** A term that is to be counted, with the changes of before. */
interface OpenTerm {
  readonly term: ReportTerm;
  readonly changes: number;
}

/** So many visits are counted at once: nobody who books waits for longer. */
const VISITS_AT_ONCE = 12_000;
/** Two years, however few visits there were in those before. */
const TERMS_AT_ONCE = 26;
/** Nothing is known of the visits of the first terms. */
const BRANCHES_AT_ONCE = 10;
/** Five years of a branch and as many before them. */
const STATES_AT_ONCE = 132;

/**
 * What is counted of a range. Whole periods that are over are counted once and kept for as long as
 * nothing changes in them; what is left is counted from the rows, a few periods at a time.
 */
export async function countRange(store: Store, counted: CountedRange): Promise<Folded> {
  const { organisationId, branches, range } = counted;
  const closed = await loadClosedTimes(store, organisationId, branches, range);
  const terms = reportTerms(counted, closed);
  const fold = createReportFold();
  const open: OpenTerm[] = [];
  for (let from = 0; from < terms.length; from += STATES_AT_ONCE) {
    const some = terms.slice(from, from + STATES_AT_ONCE);
    const states = await store.read((db) => loadTermStates(db, counted, some));
    for (const [i, term] of some.entries()) {
      const { changes, rows } = states[i] ?? { changes: 0, rows: null };
      if (rows && term.isKept) fold.add(term.branchId, rows);
      else open.push({ term, changes });
    }
  }
  await countOpen(store, { counted, closed, open }, fold.add);
  return fold.folded();
}

interface Open {
  readonly counted: CountedRange;
  readonly closed: readonly ClosedTime[];
  readonly open: readonly OpenTerm[];
}

/** Counts terms from the rows, as many at once as the ones before let expect, and keeps what may be. */
async function countOpen(
  store: Store,
  { counted, closed, open }: Open,
  add: (branchId: string, rows: readonly CountedRow[]) => void,
): Promise<void> {
  let size = Math.min(BRANCHES_AT_ONCE, counted.branches.length);
  for (let from = 0; from < open.length; ) {
    const some = open.slice(from, from + size);
    const rows = byTerm(await countTerms(store, counted, { some, closed }));
    const done = some.map(({ term, changes }, i) => ({ term, changes, rows: rows.get(i) ?? [] }));
    for (const { term, rows } of done) add(term.branchId, rows);
    const kept = done.filter(({ term }) => term.isKept);
    await store.read((db) => keepTerms(db, counted, kept));
    from += some.length;
    const visits = done.reduce((sum, { rows }) => sum + visitsOf(rows), 0);
    const fitting = Math.ceil((VISITS_AT_ONCE * some.length) / Math.max(1, visits));
    size = Math.min(size * 2, TERMS_AT_ONCE, fitting);
  }
}

async function countTerms(
  store: Store,
  counted: CountedRange,
  { some, closed }: { readonly some: readonly OpenTerm[]; readonly closed: readonly ClosedTime[] },
): Promise<readonly ReportRow[]> {
  const source = sourceOf(counted, some);
  return [
    ...(await store.read((db) => countVisits(db, source))),
    ...(await store.read((db) => countCapacity(db, source, closed))),
    ...(await store.read((db) => countWalkIns(db, source))),
    // A session is of no one service.
    ...(source.serviceId === null ? await store.read((db) => countOverruns(db, source)) : []),
  ];
}

const sourceOf = (
  { organisationId, scope: { doctorId, serviceId }, nowMs }: CountedRange,
  open: readonly OpenTerm[],
): ReportSource => ({
  ...{ organisationId, doctorId, serviceId, nowMs },
  spans: open.flatMap(({ term }, no) => term.spans.map((span) => ({ ...span, term: no }))),
});

/** The rows of each term, by its number. */
function byTerm(rows: readonly ReportRow[]): ReadonlyMap<number, readonly CountedRow[]> {
  const found = new Map<number, CountedRow[]>();
  for (const row of rows) {
    const { term, by, key } = row;
    const list = found.get(term) ?? [];
    found.set(term, list);
    list.push({ by, key, counts: countsInOrder(row) });
  }
  return found;
}

const BOOKED = REPORT_MEASURES.indexOf('booked');
const visitsOf = (rows: readonly CountedRow[]): number =>
  rows.reduce((sum, { by, counts }) => (by === 'day' ? sum + (counts[BOOKED] ?? 0) : sum), 0);
