import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import type { CalendarKind } from './calendar-put.ts';

/** All that earlier imports of a list of slots made or changed at a branch. */
export async function loadListMade(
  db: ReadDb,
  organisationId: string,
  listKey: string,
  branchId: string,
): Promise<ReadonlyMap<CalendarKind, readonly string[]>> {
  const { rows } = await sql<{ kind: CalendarKind; id: string }>`
    select distinct m.value ->> 'kind' as kind, m.value ->> 'id' as id
    from import_job j cross join jsonb_array_elements(j.made) m
    where j.organisation_id = ${organisationId} and j.header_key = ${listKey}
      and j.state = 'applied' and j.mapping ->> 'branchId' = ${branchId}`.execute(db.kysely);
  const byKind = Map.groupBy(rows, (row) => row.kind);
  return new Map([...byKind].map(([kind, some]) => [kind, some.map(({ id }) => id)]));
}
