import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { resettle, type VerdictChange } from './resettle.ts';

/**
 * Settles anew where doctors went away, or are back: around each of the given times off as it is
 * now, and around the claims that it displaced as it was before. The records are written already.
 */
export async function settleAbsences(
  tx: WriteTx,
  timeOffIds: readonly string[],
): Promise<readonly VerdictChange[]> {
  if (timeOffIds.length === 0) return [];
  const ids = sql`any (${[...timeOffIds]}::uuid[])`;
  const { rows } = await sql<Interval & { readonly doctorId: string }>`
    select doctor_id, start_ms, end_ms from time_off
      where organisation_id = ${tx.book.organisationId} and id = ${ids}
    union all select doctor_id, start_ms, end_ms from claim
      where organisation_id = ${tx.book.organisationId} and verdict = 'displaced'
        and blocker_id = ${ids}`.execute(tx.kysely);
  return resettle(tx, rows);
}
