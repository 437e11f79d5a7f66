import { sql } from 'kysely';
import type { Outcome } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { sqlName } from '../store/record-kinds.ts';
import { brokenSets } from './broken-sets.ts';
import { stageName } from './stage.ts';

/**
 * What a replica offers to a central that was set back may be anyone's, and rest on rights that
 * central has forgotten: central once gave it out, which the replica has proved. So what central
 * has already is passed over, and what it lacks is taken as it is, unless it cannot be a version.
 */
export async function rejectUnhealed(tx: WriteTx, kind: RecordKind): Promise<readonly Outcome[]> {
  const stage = sql.raw(stageName(kind));
  const table = sql.raw(sqlName(kind));
  const { organisationId } = tx.book;
  const loginTaken =
    kind === 'appUser'
      ? sql`exists (select 1 from app_user u
          where u.organisation_id = ${organisationId} and u.login = s.login and u.id <> s.id)`
      : sql`false`;
  const { rows } = await sql<{ id: string; reason: string }>`
    delete from ${stage} s where (
      s.dot_replica is null or s.dot_counter is null or s.dot_counter < 1 or s.hlc < 0
      or jsonb_typeof(s.vector) is distinct from 'object'
      or exists (select 1 from jsonb_each(s.vector) seen
        where jsonb_typeof(seen.value) <> 'number' or seen.value #>> '{}' !~ '^[0-9]{1,15}$')
      or ((s.vector ->> s.dot_replica)::int8 >= s.dot_counter) is not true
      or jsonb_typeof(coalesce(s.base, '{}')) <> 'object' or ${brokenSets(kind)}
      or ${loginTaken}) and not exists (select 1 from purged p
        where p.organisation_id = ${organisationId} and p.kind = ${kind} and p.id = s.id)
    returning s.id, 'forged-version' as reason`.execute(tx.kysely);
  const { rows: gone } = await sql<{ id: string }>`
    delete from ${stage} s using purged p
    where p.organisation_id = ${organisationId} and p.kind = ${kind} and p.id = s.id
    returning s.id`.execute(tx.kysely);
  await sql`delete from ${stage} s using ${table} t
    where t.organisation_id = ${organisationId} and t.id = s.id
      and (t.vector ->> s.dot_replica)::int8 >= s.dot_counter`.execute(tx.kysely);
  return [
    ...rows.map(({ id, reason }) => ({ kind, id, outcome: 'rejected' as const, reason })),
    ...gone.map(({ id }) => ({ kind, id, outcome: 'gone' as const, reason: null })),
  ];
}
