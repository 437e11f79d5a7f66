import { sql } from 'kysely';
import type { CalendarMapping } from '../../wire/desk/import-calendar.ts';
import type { ReadDb } from '../store/handles.ts';

/** The ids of all that earlier imports of a calendar of the doctor made of the same kind. */
export async function loadCalendarMade(
  db: ReadDb,
  organisationId: string,
  calendarKey: string,
  { doctorId, become }: CalendarMapping,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct m.value ->> 'id' as id
    from import_job j cross join jsonb_array_elements(j.made) m
    where j.organisation_id = ${organisationId} and j.header_key = ${calendarKey}
      and j.state = 'applied' and j.mapping ->> 'doctorId' = ${doctorId}
      and j.mapping ->> 'become' = ${become}`.execute(db.kysely);
  return rows.map((row) => row.id);
}
