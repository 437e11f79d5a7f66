import { err, ok, type Result } from '../../core/result.ts';
import { decideReport } from '../../domain/access/decide-report.ts';
import { reportDays } from '../../domain/reports/report-days.ts';
import type {
  Report,
  ReportBranch,
  ReportPart,
  ReportRefusal,
  ReportScope,
} from '../../model/report.ts';
import type { Actor } from '../../model/user.ts';
import { wallToDay } from '../../time/day.ts';
import type { Store } from '../store/open-store.ts';
import { countRanges } from './count-ranges.ts';
import { loadReportBranches } from './load-report-branches.ts';
import { loadReportNames } from './load-report-names.ts';

const DAY_MS = 86_400_000;

/** Who asks for a report of which book, and when. */
export interface Reporting {
  readonly organisationId: string;
  readonly actor: Actor;
  readonly nowMs: number;
}

/** The branches of a report that somebody may see, those whose book is elsewhere among them. */
export async function chooseReportBranches(
  store: Store,
  { organisationId, actor, nowMs }: Reporting,
  { branchId }: Pick<ReportScope, 'branchId'>,
): Promise<Result<readonly ReportBranch[], ReportRefusal>> {
  const known = await store.read((db) => loadReportBranches(db, organisationId, nowMs));
  const wanted = known.filter(({ id }) => branchId === null || id === branchId);
  const near = decideReport(
    actor,
    wanted.map(({ id }) => id),
  );
  if (!near.ok) return near;
  const chosen = wanted.filter(({ id }) => near.value.includes(id));
  return chosen.every(({ isElsewhere }) => isElsewhere)
    ? err({ kind: 'book-elsewhere' })
    : ok(chosen);
}

/**
 * What became of a range of days, by every part of it, beside as many days before.
 */
export async function loadReport(
  store: Store,
  reporting: Reporting,
  scope: ReportScope,
): Promise<Result<Report, ReportRefusal>> {
  const days = reportDays(scope);
  if (!days.ok) return days;
  const branches = await chooseReportBranches(store, reporting, scope);
  if (!branches.ok) return branches;
  const here = branches.value.filter(({ isElsewhere }) => !isElsewhere);
  const { organisationId, nowMs } = reporting;
  const counting = { organisationId, scope, branches: here, nowMs };
  const ranges = [days.value.now, days.value.former] as const;
  const [now, former] = await countRanges(store, counting, ranges);
  const doctors = now.parts('doctor');
  const services = now.parts('service');
  const chosen = [scope.doctorId, scope.serviceId].filter((id) => id !== null);
  const named = [...[...doctors, ...services].map(keyOf), ...chosen];
  return ok({
    ...days.value.now,
    ...{ formerFirstDay: days.value.former.firstDay, formerLastDay: days.value.former.lastDay },
    ...{ nowMs, branches: branches.value },
    ...{ all: now.all, former: former.all, doctors, services },
    days: now.parts('day').map(asDay),
    perBranch: now.parts('branch'),
    ...{ weekdays: now.parts('weekday'), hours: now.parts('hour'), cells: now.parts('cell') },
    ...{ waits: now.spread('wait'), formerWaits: former.spread('wait') },
    ...{ leads: now.spread('lead'), formerLeads: former.spread('lead') },
    names: await store.read((db) => loadReportNames(db, organisationId, named)),
  });
}

const keyOf = ({ key }: ReportPart): string => key;
const asDay = ({ key, counts }: ReportPart): ReportPart => ({
  key: wallToDay(Number(key) * DAY_MS),
  counts,
});
