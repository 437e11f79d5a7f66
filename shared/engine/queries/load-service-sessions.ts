import type { ServiceSession } from '../../domain/services/find-service-breach.ts';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

/** By an index that has these alone: most clinics have few, and many none. */
const FIND_SESSIONS = `select s.id, s.start_ms as "startMs", s.end_ms as "endMs",
    s.service_ids as "serviceIds", array(select name from service v
      where v.organisation_id = $1 and v.id = any (s.service_ids)) as "serviceNames"
  from session s where s.organisation_id = $1 and s.doctor_id = $2 and s.branch_id = $3
    and s.start_ms < $5 and s.start_ms > $4::int8 - ${SESSION_MAX_MS} and s.end_ms > $4
    and s.service_ids <> '{}' and not s.deleted
  order by s.start_ms, s.id`;

/** The working time of a doctor at a branch, in a stretch of time, that is for some services alone. */
export async function loadServiceSessions(
  { session }: ReadDb,
  organisationId: string,
  at: Interval & { readonly branchId: string; readonly doctorId: string },
): Promise<readonly ServiceSession[]> {
  const { doctorId, branchId, startMs, endMs } = at;
  const values = [organisationId, doctorId, branchId, startMs, endMs];
  const { rows } = await session.query(FIND_SESSIONS, values);
  return rows as readonly ServiceSession[];
}
