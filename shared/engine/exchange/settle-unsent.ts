import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import { resettle } from '../derive/resettle.ts';
import { nearClosure } from '../derive/settle-absences.ts';
import type { WriteTx } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

type Place = Interval & { readonly doctorId: string };

/**
 * Central's verdicts know nothing of what was not sent yet. Only there does this replica settle
 * anew, by the same rule, and shows the result until central has spoken: where others' claims came
 * from central, and where a doctor turns out to be away, or a branch to be closed, or no longer.
 */
export async function settleUnsent(
  tx: WriteTx,
  pulled: { readonly claimIds: readonly string[]; readonly absenceIds: readonly string[] },
): Promise<void> {
  const { claimIds, absenceIds } = pulled;
  if (claimIds.length > 0) await resettle(tx, await placesAround(tx, claimIds));
  if (absenceIds.length > 0) await resettle(tx, await placesWithin(tx, absenceIds));
}

/** Unsent appointments that overlap others' claims. */
async function placesAround(tx: WriteTx, claimIds: readonly string[]): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select distinct mine.doctor_id, mine.start_ms, mine.end_ms
    from dirty d
    join claim mine on mine.organisation_id = d.organisation_id and mine.id = d.id
    join claim theirs on theirs.organisation_id = mine.organisation_id
      and theirs.doctor_id = mine.doctor_id
      and ${sql.raw(visitOverlaps('theirs', 'mine.start_ms', 'mine.end_ms'))}
      and theirs.id <> mine.id
    where d.organisation_id = ${tx.book.organisationId} and d.kind = 'appointment'
      and theirs.id = any (${[...claimIds]}::uuid[])`.execute(tx.kysely);
  return rows;
}

/** Unsent appointments in times off, or on closed days. */
async function placesWithin(tx: WriteTx, ids: readonly string[]): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select distinct mine.doctor_id, mine.start_ms, mine.end_ms
    from dirty d
    join claim mine on mine.organisation_id = d.organisation_id and mine.id = d.id
    where d.organisation_id = ${tx.book.organisationId} and d.kind = 'appointment' and (
      exists (select 1 from time_off t
        where t.organisation_id = mine.organisation_id and t.doctor_id = mine.doctor_id
          and t.start_ms < mine.end_ms and t.end_ms > mine.start_ms
          and t.id = any (${[...ids]}::uuid[]))
      or exists (select 1 from closure t
        where t.organisation_id = mine.organisation_id and t.branch_id = mine.branch_id
          and ${sql.raw(nearClosure('mine.start_ms', 'mine.end_ms'))}
          and t.id = any (${[...ids]}::uuid[])))`.execute(tx.kysely);
  return rows;
}
