import {
  createReportFold,
  type Folded,
  type ReportFold,
} from '../../domain/reports/fold-report.ts';
import { reportPieces } from '../../domain/reports/report-pieces.ts';
import type { DayRange } from '../../time/day.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { countTerms } from './count-terms.ts';
import { loadClosedTimes } from './load-closed-times.ts';
import { loadTermStates } from './report-sums.ts';
import { type Counting, reportTerms } from './report-terms.ts';

/** So many visits are counted at once: nobody who books waits for longer. */
const VISITS_AT_ONCE = 10_000;
/** PostgreSQL reads beside whoever writes, and each statement looks through who lost their time anew. */
const VISITS_AT_ONCE_AT_CENTRAL = 100_000;

/**
 * What is counted of a range, by all of its parts, and of the one before it, of which a report says
 * sums alone. Days and whole periods that are
 * over are counted once and kept for as long as nothing changes in them; what is left is counted from
 * the rows, of both in one go, some days at a time.
 */
export async function countRanges(
  store: Store,
  counting: Counting,
  [now, former]: readonly [DayRange, DayRange],
): Promise<readonly [Folded, Folded]> {
  const { organisationId, branches, nowMs } = counting;
  const both = { firstDay: former.firstDay, lastDay: now.lastDay };
  const closed = await loadClosedTimes(store, organisationId, branches, both);
  const [ofNow, ofFormer] = [createReportFold(), createReportFold()];
  const termsOf = (range: DayRange, { add }: ReportFold, hasParts: boolean) =>
    reportTerms(counting, reportPieces(range, nowMs).toReversed(), closed, hasParts).map(
      (term) => ({ term, add }),
    );
  const terms = [...termsOf(now, ofNow, true), ...termsOf(former, ofFormer, false)];
  const states = await loadTermStates(
    store,
    counting,
    terms.map(({ term }) => term),
  );
  const open = terms.flatMap(({ term, add }, i) => {
    const { changes, rows } = states[i] ?? { changes: 0, rows: null };
    if (rows === null) return [{ term, changes, add }];
    add(term.branchId, rows);
    return [];
  });
  const isCentral = await store.read((db) => isCentralBook(db, organisationId));
  const visitsAtOnce = isCentral ? VISITS_AT_ONCE_AT_CENTRAL : VISITS_AT_ONCE;
  await countTerms(store, counting, { open, closed, visitsAtOnce });
  return [ofNow.folded(), ofFormer.folded()];
}

async function isCentralBook(db: ReadDb, organisationId: string): Promise<boolean> {
  const book = await db.kysely
    .selectFrom('book')
    .select('isCentral')
    .where('organisationId', '=', organisationId)
    .executeTakeFirst();
  return book?.isCentral ?? false;
}
