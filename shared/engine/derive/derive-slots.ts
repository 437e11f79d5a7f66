import { sql } from 'kysely';
import { generateSlots } from '../../domain/schedule/generate-slots.ts';
import type { Session } from '../../model/session.ts';
import type { WriteTx } from '../store/handles.ts';

/** Slots written in one statement; more sessions are taken in turns. */
const SLOTS_PER_STATEMENT = 5000;

/** Writes the slots of sessions. A slot that someone edited keeps what it was given. */
export async function deriveSlots(tx: WriteTx, sessions: readonly Session[]): Promise<void> {
  const { organisationId } = tx.book;
  await sql`delete from slot where organisation_id = ${organisationId} and dot_replica is null
    and session_id = any (${sessions.map((session) => session.id)}::uuid[])`.execute(tx.kysely);
  const slots = sessions.flatMap((session) => generateSlots(session));
  for (let from = 0; from < slots.length; from += SLOTS_PER_STATEMENT) {
    const part = slots.slice(from, from + SLOTS_PER_STATEMENT);
    await sql`
      insert into slot (organisation_id, id, session_id, branch_id, doctor_id, start_ms, end_ms,
        status, tags, note, deleted, seq)
      select ${organisationId}::uuid, s.id, s."sessionId", s."branchId", s."doctorId",
        s."startMs", s."endMs", s.status, array(select jsonb_array_elements_text(s.tags)), '',
        s.deleted, ${tx.book.seq}::int8
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as s(id uuid, "sessionId" uuid,
        "branchId" uuid, "doctorId" uuid, "startMs" int8, "endMs" int8, status text, tags jsonb,
        deleted boolean)
      on conflict (organisation_id, id) do nothing`.execute(tx.kysely);
  }
}
