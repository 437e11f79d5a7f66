import { type RawBuilder, sql } from 'kysely';
import type { ReportCounts } from '../../model/report.ts';
import type { ReadDb } from '../store/handles.ts';
import { hourNoOf, type ReportRow, type ReportSource, spanTable } from './report-source.ts';

const COUNTS_A_MS = 1024;

type CameRow = Pick<ReportCounts, 'walkInsServed' | 'walkInsLost' | 'walkInsOpen'> & {
  readonly term: number;
  readonly doctorId: string | null;
  readonly serviceId: string;
  readonly hourNo: number;
};

/**
 * Who came without an appointment: how many were served, were lost, and of how many that is open. They
 * are few, so that one row is of each part that they are in.
 */
export async function countWalkIns(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  if (source.detail === 'sums') {
    const { rows } = await sql<ReportRow>`
      with ${spanTable(source.spans)}
      select term, 'all' as by, '' as key, ${COUNTED}
      from (${walkIns(source)}) x group by term`.execute(db.kysely);
    return rows;
  }
  const { rows } = await sql<CameRow>`
    with ${spanTable(source.spans)}
    select term, doctor_id, service_id, hour_no, ${COUNTED}
    from (${walkIns(source)}) x group by term, doctor_id, service_id, hour_no`.execute(db.kysely);
  return rows.flatMap((row) => partsOf(row, source));
}

const COUNTED = sql.raw(
  ['served', 'lost', 'open']
    .map((state) => `count(*) filter (where state = '${state}') as walk_ins_${state}`)
    .join(', '),
);

function partsOf(row: CameRow, { detail }: ReportSource): readonly ReportRow[] {
  const { term, doctorId, serviceId, hourNo, ...counts } = row;
  const dayNo = Math.floor(hourNo / 24);
  const [weekday, hour] = [((dayNo + 3) % 7) + 1, hourNo % 24];
  const parts: ReportRow[] = [
    { ...counts, term, by: 'doctor', key: doctorId ?? '' },
    { ...counts, term, by: 'service', key: serviceId },
    { ...counts, term, by: 'day', key: String(dayNo) },
    { ...counts, term, by: 'cell', key: String(weekday * 24 + hour) },
  ];
  if (detail !== 'doctor-hours') return parts;
  const key = doctorId === null ? '' : `${doctorId} ${weekday} ${hour}`;
  return [...parts, { ...counts, term, by: 'doctor-hour', key }];
}

/**
 * Who came in the spans without an appointment, and whether they went in to a doctor (`served`), left
 * before (`lost`), or that is not known (`open`). Their visit, where they have one, was made after
 * they had come; each is looked up by itself, as all there are would be read for a few otherwise.
 */
export const walkIns = ({
  organisationId,
  doctorId,
  serviceId,
}: ReportSource): RawBuilder<unknown> => sql`
  select * from (
    select s.term, e.id, coalesce(v.doctor_id, e.doctor_id) as doctor_id, e.service_id,
      ${hourNoOf('e.joined_ms + s.offset_ms')} as hour_no,
      case when v.status in ('in-consult', 'completed') then 'served'
        when v.status in ('cancelled', 'no-show', 'entered-in-error') then 'lost'
        when v.id is null and e.state in ('started', 'done') then 'served'
        when e.state = 'left' then 'lost' else 'open' end as state
    from span s
    cross join lateral (select q.* from queue_entry q
      where q.organisation_id = ${organisationId} and q.branch_id = s.branch_id
        and q.joined_ms >= s.start_ms and q.joined_ms < s.end_ms and not q.deleted offset 0) e
    left join lateral (select a.id, a.doctor_id, a.status, a.moves, a.made_hlc from appointment a
      where a.organisation_id = e.organisation_id and a.id = e.appointment_id offset 0) v on true
    where (v.id is null or (v.moves = 0
        and v.made_hlc / ${sql.lit(COUNTS_A_MS)} >= e.joined_ms))
      and (${serviceId}::uuid is null or e.service_id = ${serviceId}::uuid)) w
  where ${doctorId}::uuid is null or doctor_id = ${doctorId}::uuid`;
