import type { ServiceSession } from '../../domain/services/find-service-breach.ts';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

const FIND_ALL = `select s.id, s.start_ms as "startMs", s.end_ms as "endMs",
    s.service_ids as "serviceIds", array(select name from service v
      where v.organisation_id = $1 and v.id = any (s.service_ids)) as "serviceNames"
  from session s where s.organisation_id = $1 and s.doctor_id = $2 and s.branch_id = $3
    and s.start_ms < $5 and s.start_ms > $4::int8 - ${SESSION_MAX_MS} and s.end_ms > $4
    and not s.deleted`;

/** By an index that has these alone: most clinics have few, and many none. */
const FIND_RESTRICTED = `${FIND_ALL} and s.service_ids <> '{}'`;

type At = Interval & { readonly branchId: string; readonly doctorId: string };

/** The working time of a doctor at a branch, in a stretch of time, that is for some services alone. */
export const loadServiceSessions = (
  db: ReadDb,
  organisationId: string,
  at: At,
): Promise<readonly ServiceSession[]> => find(db, FIND_RESTRICTED, organisationId, at);

/** All of it, whatever it is for. */
export const loadWorkingTime = (
  db: ReadDb,
  organisationId: string,
  at: At,
): Promise<readonly ServiceSession[]> => find(db, FIND_ALL, organisationId, at);

async function find(
  { session }: ReadDb,
  text: string,
  organisationId: string,
  { doctorId, branchId, startMs, endMs }: At,
): Promise<readonly ServiceSession[]> {
  const values = [organisationId, doctorId, branchId, startMs, endMs];
  const { rows } = await session.query(`${text} order by s.start_ms, s.id`, values);
  return rows as readonly ServiceSession[];
}
