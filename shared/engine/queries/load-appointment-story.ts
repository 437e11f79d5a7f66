import { sql } from 'kysely';
import type { StoryLine } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';

/** A visit changes hands a dozen times; this many lines are a mistake somewhere. */
const LINES_MAX = 200;

/** What happened to an appointment, as this replica's audit trail has it, oldest first. */
export async function loadAppointmentStory(
  db: ReadDb,
  organisationId: string,
  appointmentId: string,
): Promise<readonly StoryLine[]> {
  const { rows } = await sql<StoryLine>`
    select a.at_ms, a.actor_name as who, a.intent_kind as what, a.replica,
      coalesce(nullif(c.value -> 'before', 'null'), '{}') as before,
      coalesce(nullif(c.value -> 'after', 'null'), '{}') as after
    from audit a, jsonb_array_elements(a.changes) as c
    where a.organisation_id = ${organisationId}
      and a.record_ids @> array[${appointmentId}::uuid]
      and c.value ->> 'id' = ${appointmentId} and c.value ->> 'kind' = 'appointment'
    order by a.at_ms, a.no limit ${LINES_MAX}`.execute(db.kysely);
  return rows;
}
