import type { PGlite } from '@electric-sql/pglite';
import { RECORD_KIND_NAMES, sqlName } from '../../shared/engine/store/record-kinds.ts';
import type { Session } from '../../shared/engine/store/session.ts';
import { checkAudit } from '../../shared/engine/trail/check-audit.ts';
import { RELEASED_STATUSES } from '../../shared/model/appointment.ts';
import { checkConstraints } from '../power-loss/check-constraints.ts';
import type { RealCentral } from './real-central.ts';

/**
 * What does not hold in central's book, in sentences: its constraints, its audit chain, that exactly
 * the appointments that take time have their claim, that no confirmed sessions of a doctor overlap,
 * and that nothing is ahead of the feed or has no version.
 */
export const findBookProblems = ({ connector }: Pick<RealCentral, 'connector'>) =>
  connector.withSession(async (session) => {
    const asPglite = { exec: session.script, query: (text: string) => session.query(text, []) };
    return [
      ...(await checkConstraints(asPglite as unknown as PGlite)),
      ...(await checkAudit((text) => session.query(text, []) as never)),
      ...(await problemsOf(session, CLAIMS, 'has not the claim that follows from it')),
      ...(await problemsOf(session, SESSIONS, 'overlaps another confirmed session')),
      ...(await problemsOf(session, RECORDS, 'is no version in the feed')),
    ];
  });

async function problemsOf(
  session: Session,
  text: string,
  problem: string,
): Promise<readonly string[]> {
  const { rows } = await session.query(`${text} limit 20`, []);
  return (rows as { readonly id: string }[]).map(({ id }) => `${id} ${problem}`);
}

const RELEASED = RELEASED_STATUSES.map((status) => `'${status}'`).join(', ');

const CLAIMS = `
  select coalesce(a.id, c.id) as id from (
    select * from appointment where superseded_by is null and status not in (${RELEASED})) a
  full join claim c on c.organisation_id = a.organisation_id and c.id = a.id
  where a.id is null or c.id is null or (a.doctor_id, a.branch_id, a.start_ms, a.end_ms)
    is distinct from (c.doctor_id, c.branch_id, c.start_ms, c.end_ms)`;

const SESSIONS = `
  select a.id from session a join session b on b.organisation_id = a.organisation_id
    and b.doctor_id = a.doctor_id and b.id <> a.id and b.during && a.during
  where a.confirmed and b.confirmed and not a.deleted and not b.deleted`;

const RECORDS = RECORD_KIND_NAMES.map(
  (
    kind,
  ) => `select '${kind} ' || t.id as id from ${sqlName(kind)} t join book b using (organisation_id)
    where t.seq > b.seq or t.hlc < 0 or jsonb_typeof(t.vector) <> 'object'
      or (t.dot_replica is not null
        and coalesce((t.vector ->> t.dot_replica)::int8, 0) < t.dot_counter)`,
).join(' union all ');
