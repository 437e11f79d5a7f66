import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  inSpan,
  partsBy,
  placeOf,
  type ReportRow,
  type ReportSource,
  spanTable,
} from './report-source.ts';

/**
 * Appointments that lost their time to another, whatever became of them then. Of a few terms, the
 * visits are gone through; of many, whoever was displaced, each looked up by itself: a plan that is
 * made for spans of any size would read all appointments for either.
 */
export async function countDisplaced(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  const { spans } = source;
  const branches = new Set(spans.map(({ branchId }) => branchId)).size;
  const isFew = spans.length <= FEW_SPANS * branches;
  const { termByAndKey, grouped } = partsBy(['doctor_id', 'service_id', 'day'], source);
  const { rows } = await sql<ReportRow>`
    with ${spanTable(spans)},
    lost as (
      select term, doctor_id, service_id, ${placeOf('hour_no')}, id
      from (${isFew ? lostOfVisits(source) : lostOfConflicts(source)}) x)
    select ${termByAndKey}, count(distinct id) as displaced from lost ${grouped}`.execute(
    db.kysely,
  );
  return rows;
}

/** A week or a month begins and ends in a period of its own, in which clocks may change. */
const FEW_SPANS = 4;

const LOST = sql.raw(`s.term, t.id, t.doctor_id, t.service_id`);
const HOUR_NO = hourNoOf('t.start_ms + s.offset_ms');

const displacedOf = ({ organisationId }: ReportSource) => sql`select c.record_id from conflict c
  where c.organisation_id = ${organisationId} and c.kind = 'displaced'
    and c.state <> 'settled-itself'`;

/** What counts of visits, as conditions on `r`. */
const which = ({ doctorId, serviceId }: ReportSource) => sql`r.status <> 'entered-in-error'
  and r.assists_id is null and (${doctorId}::uuid is null or r.doctor_id = ${doctorId}::uuid)
  and (${serviceId}::uuid is null or r.service_id = ${serviceId}::uuid)`;

function lostOfVisits(source: ReportSource): RawBuilder<unknown> {
  const isLost = sql`r.id in (${displacedOf(source)}) and ${which(source)}`;
  return sql`select ${LOST}, ${HOUR_NO} as hour_no from span s
    cross join ${inSpan('appointment', source.organisationId, { which: isLost })} t`;
}

const lostOfConflicts = (source: ReportSource): RawBuilder<unknown> => sql`
  select ${LOST}, ${HOUR_NO} as hour_no from (
    select v.* from (${displacedOf(source)}) c
    cross join lateral (select r.* from appointment r
      where r.organisation_id = ${source.organisationId} and r.id = c.record_id
        and ${which(source)} offset 0) v offset 0) t
  join span s on s.branch_id = t.branch_id and t.start_ms >= s.start_ms and t.start_ms < s.end_ms`;
