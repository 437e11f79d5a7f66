import { sql } from 'kysely';
import { dayNo, piecesKeptUp } from '../../domain/reports/report-pieces.ts';
import { wallToDay } from '../../time/day.ts';
import type { Store } from '../store/open-store.ts';
import { countTerms } from './count-terms.ts';
import { loadClosedTimes } from './load-closed-times.ts';
import { loadReportBranches } from './load-report-branches.ts';
import { findStale } from './report-sums.ts';
import { type Counting, reportTerms } from './report-terms.ts';

/** Whose sums are kept up, and as of when. */
export interface KeepingSums {
  readonly organisationId: string;
  readonly nowMs: number;
  /** Waits between two parts for as long as others have work; answers whether to go on. */
  readonly pause: () => Promise<boolean>;
}

/** A third of what somebody who asks is counted at once: nobody waits for this. */
const VISITS_AT_ONCE = 4000;
/** Two years and a period: a range of days that has not been asked for since is counted anew. */
const DAYS_KEPT = 760;

/**
 * Counts what most reports are added up from before anybody asks: the days and periods of each branch
 * that are over, as far as they were not counted since they last changed.
 */
export async function keepSums(
  store: Store,
  { organisationId, nowMs, pause }: KeepingSums,
): Promise<void> {
  const known = await store.read((db) => loadReportBranches(db, organisationId, nowMs));
  const scope = { doctorId: null, serviceId: null };
  const pieces = piecesKeptUp(nowMs);
  const firstDay = pieces.at(-1)?.firstDay ?? wallToDay(nowMs);
  for (const branch of known.filter(({ isElsewhere }) => !isElsewhere)) {
    const counting: Counting = { organisationId, scope, branches: [branch], nowMs };
    const range = { firstDay, lastDay: wallToDay(nowMs) };
    const closed = await loadClosedTimes(store, organisationId, [branch], range);
    const terms = reportTerms(counting, pieces, closed);
    const open = await store.read((db) => findStale(db, counting, terms));
    await countTerms(store, counting, { open, closed, visitsAtOnce: VISITS_AT_ONCE, pause });
    if (!(await pause())) return;
  }
  await store.read((db) =>
    sql`delete from report_sum where organisation_id = ${organisationId} and days = 1
      and first_day < ${dayNo(wallToDay(nowMs)) - DAYS_KEPT}::int4`.execute(db.kysely),
  );
}
