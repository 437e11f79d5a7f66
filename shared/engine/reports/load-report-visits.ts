import { sql } from 'kysely';
import type { Result } from '../../core/result.ts';
import type {
  Behind,
  ReportDrill,
  ReportRefusal,
  ReportScope,
  ReportVisit,
} from '../../model/report.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { ofPerson } from '../store/person.ts';
import type { Reporting } from './load-report.ts';
import { type Counted, readBehind } from './read-behind.ts';
import { hourNoOf, inSpan, placeOf, type ReportSource, spanTable } from './report-source.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const COUNTS_A_MS = 1024;

type Found = Counted<ReportVisit>;

/** The appointments behind a mark of a report, the latest first. */
export const loadReportVisits = (
  store: Store,
  reporting: Reporting,
  scope: ReportScope,
  drill: ReportDrill,
): Promise<Result<Behind<ReportVisit>, ReportRefusal>> =>
  readBehind<ReportVisit>(store, reporting, { scope, limit: drill.limit }, (db, source) =>
    findVisits(db, source, drill),
  );

async function findVisits(
  db: ReadDb,
  source: ReportSource,
  drill: ReportDrill,
): Promise<readonly Found[]> {
  const { organisationId, doctorId, serviceId, nowMs } = source;
  const { state, weekday, hour, waitFromMin, waitUntilMin, limit } = drill;
  const { rows } = await sql<Found>`
    with ${spanTable(source.spans)}
    select v.id as appointment_id, v.branch_id, v.doctor_id, v.start_ms, v.status,
      coalesce(${sql.raw(ofPerson('name'))}, '') as patient_name, coalesce(c.name, '') as service_name, v.count
    from (
      select x.*, count(*) over () as count
      from (select y.*, ${placeOf('hour_no')} from (
        select t.*, ${hourNoOf('t.start_ms + s.offset_ms')} as hour_no,
          case when t.status in ('in-consult', 'completed') then t.began_ms - t.came_ms
            end as wait_ms
        from span s
        cross join ${inSpan('appointment', organisationId, { doctorId })} t
        where t.status <> 'entered-in-error' and t.assists_id is null and ${inState(state, nowMs)}
          and (${serviceId}::uuid is null or t.service_id = ${serviceId}::uuid)) y) x
      where (${weekday}::int4 is null or weekday = ${weekday}::int4)
        and (${hour}::int4 is null or hour = ${hour}::int4)
        and (${waitFromMin}::int8 is null or wait_ms >= ${waitFromMin}::int8 * ${sql.lit(MINUTE_MS)})
        and (${waitUntilMin}::int8 is null or wait_ms between 0 and ${waitUntilMin}::int8 * ${sql.lit(MINUTE_MS)} - 1)
      order by start_ms desc, id limit ${limit}) v
    left join patient p on p.organisation_id = ${organisationId} and p.id = v.patient_id
    left join service c on c.organisation_id = ${organisationId} and c.id = v.service_id
    order by v.start_ms desc, v.id`.execute(db.kysely);
  return rows;
}

/** As the report counts them. */
function inState(state: ReportDrill['state'], nowMs: number) {
  if (state === 'displaced') {
    return sql`exists (select 1 from conflict c where c.organisation_id = t.organisation_id
      and c.record_id = t.id and c.kind = 'displaced' and c.state <> 'settled-itself')`;
  }
  const counted = sql`t.superseded_by is null`;
  switch (state) {
    case null:
    case 'booked':
      return counted;
    case 'kept':
      return sql`${counted} and t.status <> 'cancelled'`;
    case 'late':
      return sql`${counted} and t.status = 'cancelled'
        and t.start_ms - t.cancelled_ms < ${sql.lit(DAY_MS)}`;
    case 'arrived':
      return sql`${counted} and t.status in ('arrived', 'checked-in', 'in-consult', 'completed')`;
    case 'seen':
      return sql`${counted} and t.status in ('in-consult', 'completed')`;
    case 'lead-known':
      return sql`${counted} and t.import_id is null
        and t.made_hlc / ${sql.lit(COUNTS_A_MS)} <= t.start_ms`;
    case 'unsaid':
      return sql`${counted} and t.status = 'booked' and t.end_ms <= ${nowMs}`;
    default:
      return sql`${counted} and t.status = ${state}`;
  }
}
