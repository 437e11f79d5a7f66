import { sql } from 'kysely';
import type { TrailReach } from '../../wire/exchange/reach.ts';
import { TOLD_MAX, type ToldEntry } from '../../wire/exchange/trail-passage.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { type Scope, scopeCondition } from './scope.ts';

/** Entries looked at for one answer, and how long what is told of them may be together. */
const LOOKED_MAX = 100;
const CHARS_FULL = 250_000;
/** Of an act that changed more, a replica is told of as many records of its own. */
const CHANGES_MAX = 200;
/** Whoever was never told begins here. */
const BACK_MS = 31 * 86_400_000;

/** The kinds whose story is told everywhere. */
const STORIED: readonly RecordKind[] = ['appointment', 'session', 'slot'];

/** Where the books of branches are looked at, all that was done to them is. */
const toldKinds = ({ branchIds }: Scope): readonly RecordKind[] =>
  branchIds === undefined ? STORIED : RECORD_KIND_NAMES;

export interface ToldTrail {
  readonly told: readonly ToldEntry[];
  readonly reach: TrailReach;
  readonly more: boolean;
}

/**
 * What others did to records that a replica sees, and central itself, since `given`: of each act
 * that record's part alone, so that nothing of a patient leaves the scope. Whose trail it is has it.
 */
export async function tellTrail(
  tx: WriteTx,
  scope: Scope,
  given: TrailReach | undefined,
): Promise<ToldTrail> {
  const from = given ?? (await whereToBegin(tx));
  const kept = await loadTold(tx, scope, { table: 'kept_trail', after: from.kept });
  const own = await loadTold(tx, scope, { table: 'audit', after: from.own });
  return {
    told: [...kept.told, ...own.told],
    reach: { kept: kept.through, own: own.through },
    more: kept.more || own.more,
  };
}

async function whereToBegin({ book, kysely, nowMs }: WriteTx): Promise<TrailReach> {
  const sinceMs = nowMs - BACK_MS;
  const { rows } = await sql<TrailReach>`select
    (select coalesce(min(seq) - 1, ${book.seq}) from kept_trail
      where organisation_id = ${book.organisationId} and at_ms >= ${sinceMs})::int8 as kept,
    (select coalesce(min(no) - 1, ${book.auditNo}) from audit
      where organisation_id = ${book.organisationId} and at_ms >= ${sinceMs})::int8 as own`.execute(
    kysely,
  );
  return rows[0] ?? { kept: book.seq, own: book.auditNo };
}

async function loadTold(
  { book, kysely }: WriteTx,
  scope: Scope,
  { table, after }: { readonly table: 'kept_trail' | 'audit'; readonly after: number },
): Promise<{ readonly told: ToldEntry[]; readonly through: number; readonly more: boolean }> {
  const place = table === 'audit' ? 'no' : 'seq';
  // Whoever goes on in the place of another has what that one did.
  const [device = scope.replica] = scope.replica.split('~');
  const isOthers = table === 'audit' ? sql`true` : sql`split_part(k.sender, '~', 1) <> ${device}`;
  const { rows } = await sql<{ place: number; told: ToldEntry | null }>`
    with looked as materialized (select * from ${sql.table(table)}
      where organisation_id = ${book.organisationId} and ${sql.ref(place)} > ${after}
      order by ${sql.ref(place)} limit ${LOOKED_MAX})
    select k.${sql.raw(place)}::int8 as place,
      case when c.value is null then null else jsonb_build_object('replica', k.replica,
        'no', k.no, 'hash', k.hash, 'atMs', k.at_ms, 'hlc', k.hlc, 'intentKind', k.intent_kind,
        'actorName', k.actor_name, 'role', k.role, 'desk', k.desk, 'source', k.source,
        'reason', k.reason, 'recordId', c.value ->> 'id', 'change', c.value) end as told
    from looked k left join lateral (
      select c.value from jsonb_array_elements(k.changes) as c
      where ${isOthers} and (${sql.raw(
        toldKinds(scope)
          .map((kind) => isSeen(kind, scope))
          .join(' or '),
      )})
      limit ${CHANGES_MAX}) c on true
    order by place`.execute(kysely);
  return cut(rows, after);
}

/** Whether a change is of a record of the kind that the replica sees as it stands now. */
const isSeen = (kind: RecordKind, scope: Scope): string => `
  (c.value ->> 'kind' = '${kind}' and exists (select 1 from ${sqlName(kind)} t
    where t.organisation_id = '${scope.organisationId}' and t.id = (c.value ->> 'id')::uuid
      and ${scopeCondition(kind, scope)}))`;

/** Whole entries, as many as go in one answer. */
function cut(
  rows: readonly { readonly place: number; readonly told: ToldEntry | null }[],
  after: number,
) {
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  const told: ToldEntry[] = [];
  let [through, chars] = [after, 0];
  for (const [place, ofPlace] of byPlace) {
    const those = ofPlace.flatMap((row) => row.told ?? []);
    chars += JSON.stringify(those).length;
    const isFull = chars > CHARS_FULL || told.length + those.length > TOLD_MAX / 2;
    if (isFull && through > after) return { told, through, more: true };
    told.push(...those);
    through = place;
  }
  return { told, through, more: byPlace.size === LOOKED_MAX };
}
