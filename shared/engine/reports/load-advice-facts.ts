import { sql } from 'kysely';
import { reportSpans } from '../../domain/reports/report-spans.ts';
import type {
  AdviceFacts,
  AdviceHour,
  AdviceService,
  AdviceWeek,
  AdviceWork,
} from '../../model/advice.ts';
import type { ReportBranch } from '../../model/report.ts';
import { addDays, type DayKey } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { countCapacity } from './count-capacity.ts';
import { countVisits } from './count-visits.ts';
import { countWalkIns } from './count-walk-ins.ts';
import { loadAdvicePatterns, loadAdviceWork } from './load-advice-work.ts';
import { loadClosedTimes } from './load-closed-times.ts';
import { inSpan, type ReportRow, type ReportSource, spanTable } from './report-source.ts';

/** Whole weeks of branches, the first beginning on a Monday. */
export interface AdviceRange {
  readonly organisationId: string;
  readonly branches: readonly ReportBranch[];
  readonly firstDay: DayKey;
  readonly weeks: number;
  readonly nowMs: number;
}

/** What advice is found from; each week is read by itself, so that no booking waits for all. */
export async function loadAdviceFacts(store: Store, range: AdviceRange): Promise<AdviceFacts> {
  const { organisationId, branches, firstDay, weeks, nowMs } = range;
  const sourceOf = (first: DayKey, days: number): ReportSource => ({
    ...{ organisationId, doctorId: null, serviceId: null, nowMs, detail: 'doctor-hours' },
    spans: branches.flatMap(({ id, timeZone }, term) =>
      reportSpans(id, knownTimeZone(timeZone), {
        firstDay: first,
        lastDay: addDays(first, days - 1),
      }).map((span) => ({ ...span, term })),
    ),
  });
  const lastDay = addDays(firstDay, weeks * 7 - 1);
  const closed = await loadClosedTimes(store, organisationId, branches, { firstDay, lastDay });
  const counted: (readonly ReportRow[])[] = [];
  const work: AdviceWork[] = [];
  for (let week = 0; week < weeks; week += 1) {
    const source = sourceOf(addDays(firstDay, week * 7), 7);
    counted.push([
      ...(await store.read((db) => countVisits(db, source))),
      ...(await store.read((db) => countCapacity(db, source, closed))),
      ...(await store.read((db) => countWalkIns(db, source))),
    ]);
    work.push(...(await store.read((db) => loadAdviceWork(db, source, branches, week))));
  }
  const whole = sourceOf(firstDay, weeks * 7);
  return {
    ...{ firstDay, lastDay, hours: hoursOf(branches, counted) },
    weeks: counted.filter((rows) => rows.some(({ booked = 0 }) => booked > 0)).length,
    services: await store.read((db) => loadLengths(db, whole)),
    work,
    patterns: await store.read((db) => loadAdvicePatterns(db, organisationId, range)),
  };
}

const NOTHING: AdviceWeek = {
  ...{ capacityMs: 0, takenMs: 0, booked: 0, noShow: 0, arrived: 0, walkInsLost: 0 },
};

function hoursOf(
  branches: AdviceRange['branches'],
  weeks: readonly (readonly ReportRow[])[],
): readonly AdviceHour[] {
  const byHour = new Map<string, AdviceWeek[]>();
  for (const [week, rows] of weeks.entries()) {
    for (const row of rows) {
      // Who came for no doctor in particular was turned away by none.
      if (row.by !== 'doctor-hour' || row.key === '') continue;
      const key = `${branches[row.term]?.id} ${row.key}`;
      const list = byHour.get(key) ?? weeks.map(() => NOTHING);
      list[week] = addWeek(list[week] ?? NOTHING, row);
      byHour.set(key, list);
    }
  }
  return [...byHour].map(([key, list]) => {
    const [branchId = '', doctorId = '', weekday, hour] = key.split(' ');
    return { branchId, doctorId, weekday: Number(weekday), hour: Number(hour), weeks: list };
  });
}

const addWeek = (sum: AdviceWeek, row: ReportRow): AdviceWeek => ({
  capacityMs: sum.capacityMs + (row.capacityMs ?? 0),
  takenMs: sum.takenMs + (row.takenMs ?? 0),
  booked: sum.booked + (row.booked ?? 0),
  noShow: sum.noShow + (row.noShow ?? 0),
  arrived: sum.arrived + (row.arrived ?? 0),
  walkInsLost: sum.walkInsLost + (row.walkInsLost ?? 0),
});

/** How long the visits of each service took, where both ends were noted as they were. */
async function loadLengths(db: ReadDb, source: ReportSource): Promise<readonly AdviceService[]> {
  const { rows } = await sql<AdviceService>`
    with ${spanTable(source.spans)},
    took as (
      select t.service_id, ((t.done_ms - t.began_ms) / 60000)::int4 as min
      from span s
      cross join ${inSpan('appointment', source.organisationId)} t
      where t.status = 'completed' and t.superseded_by is null and t.assists_id is null)
    select c.id as service_id, c.duration_min as planned_min,
      jsonb_agg(jsonb_build_object('at', x.min, 'count', x.count) order by x.min) as took_min
    from (select service_id, min, count(*) as count from took where min > 0 group by 1, 2) x
    join service c on c.organisation_id = ${source.organisationId} and c.id = x.service_id
    where c.active
    group by c.id, c.duration_min`.execute(db.kysely);
  return rows;
}
