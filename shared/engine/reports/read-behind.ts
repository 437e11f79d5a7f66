import { ok, type Result } from '../../core/result.ts';
import { reportDays } from '../../domain/reports/report-days.ts';
import { reportPeriods } from '../../domain/reports/report-pieces.ts';
import { reportSpans } from '../../domain/reports/report-spans.ts';
import type { Behind, ReportRefusal, ReportScope } from '../../model/report.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { chooseReportBranches, type Reporting } from './load-report.ts';
import type { ReportSource } from './report-source.ts';

/** A row of what is behind a mark, with how many there are in all of its days. */
export type Counted<T> = T & { readonly count: number };

/** What is behind a mark of a report, a few weeks at a time, the latest first, up to `limit`. */
export async function readBehind<T>(
  store: Store,
  reporting: Reporting,
  { scope, limit }: { readonly scope: ReportScope; readonly limit: number },
  find: (db: ReadDb, source: ReportSource) => Promise<readonly Counted<T>[]>,
): Promise<Result<Behind<T>, ReportRefusal>> {
  const days = reportDays(scope);
  if (!days.ok) return days;
  const branches = await chooseReportBranches(store, reporting, scope);
  if (!branches.ok) return branches;
  const here = branches.value.filter(({ isElsewhere }) => !isElsewhere);
  const { doctorId, serviceId } = scope;
  const { organisationId, nowMs } = reporting;
  let count = 0;
  const first: T[] = [];
  for (const period of reportPeriods(days.value.now).toReversed()) {
    const spans = here.flatMap(({ id, timeZone }, term) =>
      reportSpans(id, knownTimeZone(timeZone), period).map((span) => ({ ...span, term })),
    );
    const source = { organisationId, spans, doctorId, serviceId, nowMs };
    const found = await store.read((db) => find(db, source));
    count += found[0]?.count ?? 0;
    const more = found.slice(0, limit - first.length);
    first.push(...more.map(({ count: _, ...row }) => row as T));
  }
  return ok({ count, first });
}
