import { sql } from 'kysely';
import { generateSlots } from '../../domain/schedule/generate-slots.ts';
import type { Session } from '../../model/session.ts';
import type { WriteTx } from '../store/handles.ts';

/** Slots written in one statement; more sessions are taken in turns. */
const SLOTS_PER_STATEMENT = 5000;
const MINUTE_MS = 60_000;

/**
 * Writes the slots of sessions that are written already. A slot that someone edited keeps what it
 * was given. `onPart` is told of each part where there are several.
 */
export async function deriveSlots(
  tx: WriteTx,
  sessions: readonly Session[],
  onPart: (done: number, of: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const { organisationId } = tx.book;
  await sql`delete from slot where organisation_id = ${organisationId} and dot_replica is null
    and session_id = any (${sessions.map((session) => session.id)}::uuid[])`.execute(tx.kysely);
  const slots = sessions.flatMap((session) => generateSlots(session));
  for (let from = 0; from < slots.length; from += SLOTS_PER_STATEMENT) {
    const part = slots.slice(from, from + SLOTS_PER_STATEMENT);
    // All but the id and the beginning is in the session: lists of three are read much sooner.
    await sql`
      insert into slot (organisation_id, id, session_id, branch_id, doctor_id, start_ms, end_ms,
        status, tags, note, deleted, seq)
      select s.organisation_id, x.id, s.id, s.branch_id, s.doctor_id, x.start_ms,
        x.start_ms + s.slot_min * ${MINUTE_MS}::int8, 'available', s.tags, '', s.deleted,
        ${tx.book.seq}::int8
      from unnest(${part.map(({ id }) => id)}::uuid[],
        ${part.map(({ sessionId }) => sessionId)}::uuid[],
        ${part.map(({ startMs }) => startMs)}::int8[]) as x(id, session_id, start_ms)
      join session s on s.organisation_id = ${organisationId} and s.id = x.session_id
      on conflict (organisation_id, id) do nothing`.execute(tx.kysely);
    if (slots.length > SLOTS_PER_STATEMENT) await onPart(from + part.length, slots.length);
  }
}
