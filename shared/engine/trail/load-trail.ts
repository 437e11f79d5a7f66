import { type RawBuilder, sql } from 'kysely';
import type { TrailPage, TrailWish } from '../../wire/desk/trail.ts';
import { TOLD_TRAIL } from '../../wire/desk/trail-choices.ts';
import { escapeLike, findPatients } from '../queries/find-patients.ts';
import type { ReadDb } from '../store/handles.ts';
import type { NearBranches } from '../store/near-branches.ts';
import { idsInEntries } from './ids-in-entries.ts';
import { nameRecords } from './name-records.ts';
import { ENTRY_COLUMNS, type TrailRow, toEntries } from './trail-entries.ts';

/** Entries on a page, and changes told of one: a bulk change has thousands. */
const ENTRIES_MAX = 50;
const CHANGES_MAX = 20;
/** Entries looked through for one page; where fewer than a page were found, the next goes on there. */
const LOOKED_MAX = 20_000;
/** Patients whose name is searched for, and appointments of theirs. */
const PATIENTS_MAX = 20;
const VISITS_MAX = 500;

/**
 * A page of the trail with the names of whatever it speaks of, the newest first. Whoever is held to
 * some branches reads of each entry what changed there, and no entry of which that is nothing.
 */
export async function loadTrail(
  db: ReadDb,
  organisationId: string,
  wish: TrailWish,
  near: NearBranches = null,
): Promise<TrailPage> {
  const found = await findEntries(db, organisationId, wish, near);
  const entries = toEntries(found.rows);
  const names = await nameRecords(db, organisationId, idsInEntries(entries));
  return { entries, names, nextNo: found.nextNo };
}

async function findEntries(
  db: ReadDb,
  organisationId: string,
  wish: TrailWish,
  near: NearBranches,
) {
  const { act, source } = wish;
  const conditions = [
    ...(act ? [sql<boolean>`a.intent_kind = ${act}`] : []),
    ...(source ? [sql<boolean>`a.source = ${source}`] : []),
    ...(near === null ? [] : [sql<boolean>`${countTold(near)} > 0`]),
    ...(wish.text ? [await speaksOf(db, organisationId, wish.text)] : []),
  ];
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  const looked = sql`
    select * from ${trailOf(wish.of)} as trail where organisation_id = ${organisationId}
      and at_ms >= ${wish.fromMs} and at_ms < ${wish.untilMs}
      ${wish.beforeNo ? sql`and place < ${wish.beforeNo}` : sql``}
      ${wish.recordId ? sql`and record_ids @> array[${wish.recordId}::uuid]` : sql``}
    order by place desc limit ${LOOKED_MAX}`;
  const { rows } = await sql<TrailRow & { last: number; looked: number; place: number }>`
    with looked as materialized (${looked})
    select ${ENTRY_COLUMNS}, a.is_cut, ${countTold(near)} as count, e.last, e.looked, a.place,
      (select coalesce(jsonb_agg(c.value order by c.place), '[]')
       from (select c.value, row_number() over (order by c.place) as place
         from jsonb_array_elements(a.changes) with ordinality as c (value, place)
         where ${isTold(near)}) c
       where c.place <= ${CHANGES_MAX}) as changes
    from (select min(place)::int8 as last, count(*)::int4 as looked from looked) e
      left join lateral (select * from looked a ${where} order by place desc limit ${ENTRIES_MAX + 1}) a
        on true
    order by a.place desc`.execute(db.kysely);
  const end = rows[0];
  const all = rows.filter(({ no }) => no !== null);
  const page = all.slice(0, ENTRIES_MAX).map(({ last: _, looked: __, place: ___, ...row }) => row);
  const isCut = end?.looked === LOOKED_MAX ? end.last : null;
  const nextNo = all.length > ENTRIES_MAX ? (all[ENTRIES_MAX - 1]?.place ?? null) : isCut;
  return { rows: page, nextNo };
}

/** This database's own trail, what it was told of others', or one that it keeps of another; each entry with its place for paging. */
const trailOf = (sender: string | undefined): RawBuilder<unknown> =>
  sender === undefined
    ? sql`(select *, no as place, false as is_cut from audit)`
    : sender === TOLD_TRAIL
      ? TOLD
      : sql`(select *, ${sql.raw(KEPT_PLACE)} as place, not is_whole as is_cut
        from kept_trail where sender = ${sender})`;

/** What others did, of each act what this replica was told of; in the order of the clock that all agree on. */
const TOLD = sql`(select organisation_id, replica, no, at_ms, hlc, intent_kind, actor_name, role, desk,
    source, reason, hlc as place, false as is_cut, array_agg(record_id) as record_ids,
    jsonb_agg(change order by record_id) as changes
  from told_trail
  group by organisation_id, replica, no, hash, at_ms, hlc, intent_kind, actor_name, role, desk, source,
    reason)`;

/** Of entries that central keeps of one replica: a trail that was made anew is another part. */
const KEPT_PLACE = `part * ${2 ** 32} + no`;

/** How many changes of the entry `a` somebody is told of. */
const countTold = (near: NearBranches): RawBuilder<number> =>
  near === null
    ? sql`jsonb_array_length(a.changes)`
    : sql`(select count(*)::int4 from jsonb_array_elements(a.changes) as c (value)
        where ${isTold(near)})`;

/** Whether the change `c` is of these branches, before or after; that a patient was looked at, too. */
function isTold(near: NearBranches): RawBuilder<boolean> {
  if (near === null) return sql`true`;
  const ids = sql`any (${[...near]}::text[])`;
  return sql`(c.value -> 'after' ->> 'branchId' = ${ids}
    or c.value -> 'before' ->> 'branchId' = ${ids}
    or c.value ->> 'kind' = 'branch' and c.value ->> 'id' = ${ids}
    or c.value ->> 'kind' = 'view' and exists (select 1 from patient p
      where p.organisation_id = a.organisation_id and p.id = (c.value ->> 'id')::uuid
        and p.branch_id::text = ${ids}))`;
}

/** Words in who, where or why, or the name of a patient whom, or whose appointment, it concerns. */
async function speaksOf(
  db: ReadDb,
  organisationId: string,
  text: string,
): Promise<RawBuilder<boolean>> {
  const like = `%${escapeLike(text)}%`;
  const patients = await findPatients(db, organisationId, { text, limit: PATIENTS_MAX });
  const ids = patients.map(({ id }) => id);
  const { rows: visits } = await sql<{ id: string }>`
    select id from appointment
    where organisation_id = ${organisationId} and patient_id = any (${ids}::uuid[])
    order by start_ms desc limit ${VISITS_MAX}`.execute(db.kysely);
  const concerned = [...ids, ...visits.map(({ id }) => id)];
  return sql<boolean>`(a.actor_name ilike ${like} or a.desk ilike ${like} or a.reason ilike ${like}
    or a.record_ids && ${concerned}::uuid[])`;
}
