import { sql } from 'kysely';
import type { TrailStory } from '../../wire/desk/trail.ts';
import type { ReadDb } from '../store/handles.ts';
import { idsInEntries } from './ids-in-entries.ts';
import { nameRecords } from './name-records.ts';
import { ENTRY_COLUMNS, type TrailRow, toEntries } from './trail-entries.ts';

/** A visit changes hands a dozen times; this many lines are a mistake somewhere. */
const LINES_MAX = 200;

/** What happened to an appointment, as this replica's audit trail has it, oldest first. */
export async function loadAppointmentStory(
  db: ReadDb,
  organisationId: string,
  appointmentId: string,
): Promise<TrailStory> {
  const { rows } = await sql<TrailRow>`
    select ${ENTRY_COLUMNS}, coalesce(a.reason, (select g.reason
        from jsonb_array_elements(a.changes) d
        join delegation g on g.organisation_id = a.organisation_id
          and g.id = (d.value ->> 'id')::uuid
        where d.value ->> 'kind' = 'delegation' limit 1)) as reason, jsonb_build_array(c.value) as changes, 1 as count
    from audit a, jsonb_array_elements(a.changes) as c
    where a.organisation_id = ${organisationId}
      and a.record_ids @> array[${appointmentId}::uuid]
      and c.value ->> 'id' = ${appointmentId} and c.value ->> 'kind' = 'appointment'
    order by a.at_ms, a.no limit ${LINES_MAX}`.execute(db.kysely);
  const entries = toEntries(rows);
  return { entries, names: await nameRecords(db, organisationId, idsInEntries(entries)) };
}
