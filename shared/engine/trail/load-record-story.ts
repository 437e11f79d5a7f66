import { sql } from 'kysely';
import type { TrailStory } from '../../wire/desk/trail.ts';
import type { ReadDb } from '../store/handles.ts';
import { idsInEntries } from './ids-in-entries.ts';
import { nameRecords } from './name-records.ts';
import { type TrailRow, toEntries } from './trail-entries.ts';

/** A visit changes hands a dozen times; this many lines are a mistake somewhere. */
const LINES_MAX = 200;

/**
 * What happened to an appointment, a session or a slot, oldest first: as this replica's audit trail
 * has it, as central told of others', and at central as every replica handed it over.
 */
export async function loadRecordStory(
  db: ReadDb,
  organisationId: string,
  recordId: string,
): Promise<TrailStory> {
  const { rows } = await sql<TrailRow>`
    select distinct on (hlc, replica, no) * from (
      ${partOf('audit', organisationId, recordId)}
      union all ${partOf('kept_trail', organisationId, recordId)}
      union all select no, replica, at_ms, hlc, intent_kind as act, actor_name as who, role, desk,
          source, reason, jsonb_build_array(change) as changes, 1 as count, false as is_cut
        from told_trail
        where organisation_id = ${organisationId} and record_id = ${recordId}) as story
    order by hlc, replica, no limit ${LINES_MAX}`.execute(db.kysely);
  const entries = toEntries(rows);
  const names = await nameRecords(db, organisationId, idsInEntries(entries));
  return { entries, names: { ...names, ...(await nameReplicas(db, organisationId)) } };
}

/** What a record was changed by, as a trail of this database has it. */
const partOf = (trail: 'audit' | 'kept_trail', organisationId: string, recordId: string) => sql`
  select a.no, a.replica, a.at_ms, a.hlc, a.intent_kind as act, a.actor_name as who, a.role, a.desk,
    a.source, coalesce(a.reason, (select g.reason
      from jsonb_array_elements(a.changes) d
      join delegation g on g.organisation_id = a.organisation_id
        and g.id = (d.value ->> 'id')::uuid
      where d.value ->> 'kind' = 'delegation' limit 1)) as reason,
    jsonb_build_array(c.value) as changes, 1 as count, false as is_cut
  from ${sql.table(trail)} a, jsonb_array_elements(a.changes) as c
  where a.organisation_id = ${organisationId}
    and a.record_ids @> array[${recordId}::uuid]
    and c.value ->> 'id' = ${recordId}
    and c.value ->> 'kind' in ('appointment', 'session', 'slot')`;

/** What computers are called: of one that goes on in the place of another, by that one's name too. */
async function nameReplicas(
  { kysely }: ReadDb,
  organisationId: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ replica: string; name: string }>`
    select replica, name from peer where organisation_id = ${organisationId}
    union all select replica, name from book where organisation_id = ${organisationId}`.execute(
    kysely,
  );
  return Object.fromEntries(rows.map(({ replica, name }) => [replica, name]));
}
