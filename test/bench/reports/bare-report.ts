import type { Session } from '../../../shared/engine/store/session.ts';
import { ORGANISATION } from '../../support/engine.ts';

const OFFSET_MS = 19_800_000;

/**
 * The same figures by two statements for this very book and range, whose clocks never change: no
 * breaks, times off or closed days are looked for, nothing is read in parts, told or compared.
 */
export async function askBare(
  session: Session,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<number> {
  const where = `organisation_id = '${ORGANISATION}' and start_ms >= ${fromMs} and start_ms < ${untilMs}`;
  const { rows } = await session.query(
    `with visit as materialized (
      select branch_id, doctor_id, service_id, status, end_ms - start_ms as took,
        (start_ms + ${OFFSET_MS}) / 86400000 as day,
        (start_ms + ${OFFSET_MS}) % 86400000 / 3600000 as hour,
        start_ms - made_hlc / 1024 as lead,
        case when status = 'completed' then began_ms - came_ms end as wait
      from appointment where ${where} and superseded_by is null and status <> 'entered-in-error'),
    base as materialized (
      select branch_id, doctor_id, service_id, (day + 3) % 7 as weekday, hour, day, count(*) as n,
        sum((status = 'cancelled')::int) as cancelled, sum((status = 'no-show')::int) as no_show,
        sum((status = 'completed')::int) as seen,
        sum(case when status <> 'cancelled' then took else 0 end) as taken,
        sum(case when status = 'completed' then took else 0 end) as used,
        sum(lead) as lead, sum(wait) as wait, count(wait) as waits
      from visit
      group by grouping sets ((branch_id, doctor_id, service_id, (day + 3) % 7, hour), (day)))
    select branch_id, doctor_id, service_id, weekday, hour, null as day, sum(n), sum(cancelled),
      sum(no_show), sum(seen), sum(taken), sum(used), sum(lead), sum(wait), sum(waits)
    from base where day is null
    group by grouping sets ((), (branch_id), (doctor_id), (service_id), (weekday), (hour),
      (weekday, hour))
    union all select null, null, null, null, null, day, n, cancelled, no_show, seen, taken, used,
      lead, wait, waits from base where day is not null
    union all select null, null, null, null, wait / 60000, null, count(*), 0, 0, 0, 0, 0, 0, 0, 0
      from visit where wait is not null group by wait / 60000
    union all select null, null, null, null, lead / 86400000, null, count(*), 0, 0, 0, 0, 0, 0, 0, 0
      from visit group by lead / 86400000`,
    [],
  );
  const capacity = await session.query(
    `select branch_id, doctor_id, (day + 3) % 7, h, day, sum(ms) from (
      select branch_id, doctor_id, (start_ms + ${OFFSET_MS}) / 86400000 as day, h % 24 as h,
        (least(end_ms + ${OFFSET_MS}, (h + 1) * 3600000)
          - greatest(start_ms + ${OFFSET_MS}, h * 3600000)) * capacity as ms
      from session, generate_series((start_ms + ${OFFSET_MS}) / 3600000,
        (end_ms + ${OFFSET_MS} - 1) / 3600000) h
      where ${where} and not deleted) x
    group by grouping sets ((), (branch_id), (doctor_id), ((day + 3) % 7), (h), (day),
      ((day + 3) % 7, h))`,
    [],
  );
  return rows.length + capacity.rows.length;
}
