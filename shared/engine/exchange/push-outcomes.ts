import { sql } from 'kysely';
import type { Outcome, PushHeader } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';

type Push = Pick<PushHeader, 'replica' | 'batchId'>;

/** Keeps what became of a push until the sender's next one of which there is something to say. */
export async function keepOutcomes(
  tx: WriteTx,
  { replica, batchId }: Push,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await sql`insert into push_outcomes (organisation_id, replica, batch_id, outcomes)
    values (${tx.book.organisationId}, ${replica}, ${batchId}, ${JSON.stringify(outcomes)}::jsonb)
    on conflict (organisation_id, replica) do update
      set batch_id = excluded.batch_id, outcomes = excluded.outcomes`.execute(tx.kysely);
}

/** What became of a push that comes again, because its answer was lost. */
export async function loadOutcomes(
  tx: WriteTx,
  { replica, batchId }: Push,
): Promise<readonly Outcome[]> {
  const { rows } = await sql<{ outcomes: readonly Outcome[] }>`
    select outcomes from push_outcomes
    where organisation_id = ${tx.book.organisationId} and replica = ${replica}
      and batch_id = ${batchId}`.execute(tx.kysely);
  return rows[0]?.outcomes ?? [];
}
