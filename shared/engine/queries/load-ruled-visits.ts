import type { RuledVisit } from '../../domain/rules/find-breaches.ts';
import type { Rule } from '../../model/rule.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

/** The days before and after that can belong to the same week, anywhere on Earth. */
const WEEK_MS = 8 * 86_400_000;

const FIND = `select c.doctor_id as "doctorId", c.id, c.start_ms as "startMs", c.end_ms as "endMs",
    a.service_id as "serviceId"
  from claim c left join appointment a on a.organisation_id = $1 and a.id = c.id
  where c.organisation_id = $1 and c.verdict <> 'displaced'
    and ($4::uuid is null or c.doctor_id = $4::uuid) and c.start_ms > $2 and c.start_ms < $3`;

/** What doctors have around a span, by doctor, where a rule counts it or keeps away from it. */
export async function loadRuledVisits(
  { session }: ReadDb,
  organisationId: string,
  rules: readonly Rule[],
  span: Interval,
  doctorId: string | null,
): Promise<ReadonlyMap<string, readonly RuledVisit[]>> {
  const counts = rules.some(
    ({ active, demand }) =>
      active &&
      (demand.kind === 'min-gap' || (demand.kind === 'max-visits' && demand.of === 'doctor')),
  );
  if (!counts) return new Map();
  const around = [span.startMs - WEEK_MS, span.endMs + WEEK_MS];
  const { rows } = await session.query(FIND, [organisationId, ...around, doctorId]);
  return Map.groupBy(rows as (RuledVisit & { doctorId: string })[], (visit) => visit.doctorId);
}
