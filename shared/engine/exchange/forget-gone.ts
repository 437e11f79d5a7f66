import { sql } from 'kysely';
import type { PullHeader } from '../../wire/exchange/frame-header.ts';
import type { Sight } from '../../wire/exchange/reach.ts';
import { loadPersons } from '../queries/load-persons.ts';
import type { WriteTx } from '../store/handles.ts';
import { isRecordKind, sqlName } from '../store/record-kinds.ts';
import { entrust } from './entrusted.ts';
import { isUnsent } from './is-unsent.ts';
import { KINDS_OF_DOCTORS, scopeCondition } from './scope.ts';
import { isWireKind, type WireKind } from './wire-columns.ts';

/**
 * Takes out of the book what central has nowhere in this scope any more; unsent work stays.
 * `keptUntil`: what was written here is kept aside (`entrusted`) until all have heard central's feed
 * up to there; null keeps none of it.
 */
export async function forgetGone(
  tx: WriteTx,
  gone: PullHeader['gone'],
  keptUntil: number | null,
): Promise<void> {
  for (const [kind, rows] of Map.groupBy(gone, (row) => row.kind)) {
    if (!isWireKind(kind)) continue;
    const ids = rows.map((row) => row.id);
    const patientIds = kind === 'appointment' ? await loadPatientsOf(tx, ids) : [];
    const persons = [...(await loadPersons(tx, tx.book.organisationId, patientIds)).values()]
      .map(({ id }) => id)
      .filter((id) => !patientIds.includes(id));
    await forget(tx, kind, ids, keptUntil);
    await forget(tx, 'patient', await loadUnseen(tx, patientIds), keptUntil);
    // Whoever they went on as was seen through them.
    await forget(tx, 'patient', await loadUnseen(tx, persons), keptUntil);
  }
}

async function forget(
  tx: WriteTx,
  kind: WireKind,
  ids: readonly string[],
  keptUntil: number | null,
): Promise<void> {
  if (ids.length === 0) return;
  tx.touched(kind);
  if (keptUntil !== null && isRecordKind(kind)) await entrust(tx, kind, ids, keptUntil);
  // What others did to it is no more this replica's to know than what became of it; a claim goes
  // without its appointment.
  if (kind !== 'claim') {
    await sql`delete from told_trail where organisation_id = ${tx.book.organisationId}
      and record_id = any (${[...ids]}::uuid[])`.execute(tx.kysely);
  }
  await sql`with gone as (delete from ${sql.raw(sqlName(kind))} t
      where t.organisation_id = ${tx.book.organisationId} and t.id = any (${[...ids]}::uuid[])
        and not ${isUnsent(tx, kind === 'claim' ? 'appointment' : kind, 't')}
      returning t.id)
    insert into departed (organisation_id, scope, kind, id, seq)
    select ${tx.book.organisationId}::uuid, 'desk', ${kind}, id, ${tx.nextSeq()} from gone
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`.execute(
    tx.kysely,
  );
}

async function loadPatientsOf(tx: WriteTx, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct patient_id as id from appointment
    where organisation_id = ${tx.book.organisationId} and patient_id is not null
      and id = any (${[...ids]}::uuid[])`.execute(tx.kysely);
  return rows.map(({ id }) => id);
}

/** Patients of another branch are seen with their appointments here, and no longer. */
async function loadUnseen(tx: WriteTx, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { organisationId, branchId, branchIds } = tx.book;
  const { rows } = await sql<{ id: string }>`select t.id from patient t
    where t.organisation_id = ${organisationId} and t.id = any (${[...ids]}::uuid[])
      and t.branch_id is distinct from ${branchId}::uuid
      and t.branch_id <> all (${branchIds}::uuid[])
      and not exists (select 1 from appointment a
        where a.organisation_id = t.organisation_id and a.patient_id = t.id)
      and not exists (select 1 from patient m
        where m.organisation_id = t.organisation_id and m.merged_into = t.id)`.execute(tx.kysely);
  return rows.map(({ id }) => id);
}

/** A doctor left the branch: what is known of that doctor's time elsewhere is not kept. */
export async function forgetUnseen(tx: WriteTx, sight: Sight): Promise<void> {
  const { organisationId } = tx.book;
  for (const kind of KINDS_OF_DOCTORS) {
    const { rows } = await sql<{ id: string }>`
      select t.id from ${sql.raw(sqlName(kind))} t
      where t.organisation_id = ${organisationId}
        and not ${sql.raw(scopeCondition(kind, sight))}`.execute(tx.kysely);
    await forgetGone(
      tx,
      rows.map(({ id }) => ({ kind, id })),
      null,
    );
  }
}
