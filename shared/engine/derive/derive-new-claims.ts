import { sql } from 'kysely';
import { claimOf } from '../../domain/appointments/claim-of.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Interval } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { insertClaims } from './put-claims.ts';
import { resettle } from './resettle.ts';

/** Claims of appointments that never had one. Settled by `settleAround`. */
export async function putNewClaims(
  tx: WriteTx,
  appointments: readonly Appointment[],
): Promise<void> {
  const claims = appointments.flatMap((appointment): ClaimRecord[] => {
    const claim = claimOf(appointment, false);
    if (claim === null) return [];
    const { madeHlc } = appointment;
    return [{ ...claim, priority: madeHlc, endorsed: false, verdict: 'active', blockerId: null }];
  });
  await insertClaims(tx, claims);
}

/** When a doctor's time within `span` is claimed already. */
export async function loadClaimed(
  tx: WriteTx,
  doctorId: string,
  span: Interval,
): Promise<readonly Interval[]> {
  const { rows } = await sql<Interval>`
    select c.start_ms, c.end_ms from claim c
    where c.organisation_id = ${tx.book.organisationId} and c.doctor_id = ${doctorId}
      and ${sql.raw(visitOverlaps('c', String(span.startMs), String(span.endMs)))}
    order by c.start_ms`.execute(tx.kysely);
  return rows;
}

/**
 * Settles a doctor's time after many new claims that do not overlap each other were put there: only
 * around those that were there before (`claimed`) can anything change. Gives what settling each of the
 * new ones by itself would give.
 */
export async function settleAround(
  tx: WriteTx,
  doctorId: string,
  claimed: readonly Interval[],
): Promise<void> {
  await resettle(
    tx,
    claimed.map((time) => ({ ...time, doctorId })),
  );
}
