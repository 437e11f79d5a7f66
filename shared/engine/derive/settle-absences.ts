import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { resettle, type VerdictChange } from './resettle.ts';

/**
 * Settles anew where doctors went away, or are back, and where branches are closed, or open after
 * all: around each of the given times off and closures as they are now, and around the claims that
 * they displaced as they were before. The records are written already.
 */
export async function settleAbsences(
  tx: WriteTx,
  ids: readonly string[],
): Promise<readonly VerdictChange[]> {
  if (ids.length === 0) return [];
  const { organisationId } = tx.book;
  const given = sql`any (${[...ids]}::uuid[])`;
  const { rows } = await sql<Interval & { readonly doctorId: string }>`
    select doctor_id, start_ms, end_ms from time_off
      where organisation_id = ${organisationId} and id = ${given}
    union all select c.doctor_id, c.start_ms, c.end_ms from closure t
      join claim c on c.organisation_id = t.organisation_id and c.branch_id = t.branch_id
        and ${sql.raw(nearClosure('c.start_ms', 'c.end_ms'))}
      where t.organisation_id = ${organisationId} and t.id = ${given}
    union all select doctor_id, start_ms, end_ms from claim
      where organisation_id = ${organisationId} and verdict = 'displaced'
        and blocker_id = ${given}`.execute(tx.kysely);
  return resettle(tx, rows);
}

const DAY_MS = 86_400_000;

/**
 * The condition, in SQL, for a time to be on the day of the closure `t`, or hours from it: no
 * clock is more than 14 hours ahead of UTC, or 12 behind. Settling looks at the day as it is.
 */
export const nearClosure = (start: string, end: string): string =>
  `${start} < ${DAY_OF_CLOSURE} + ${2 * DAY_MS} and ${end} > ${DAY_OF_CLOSURE} - ${DAY_MS}`;

const DAY_OF_CLOSURE = "extract(epoch from t.day::timestamp at time zone 'UTC')::int8 * 1000";
