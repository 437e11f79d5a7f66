import { sql } from 'kysely';
import { decideParted } from '../../domain/appointments/decide-parted.ts';
import { type Appointment, FACT_STATUSES, RELEASED_STATUSES } from '../../model/appointment.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { Cause, ReadDb, WriteTx } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';

/** So many in one transaction, and so many of those until something is heard again. */
const AT_ONCE = 100;
const TURNS_MAX = 20;

/**
 * A visit that was moved where nobody knew who assists in it leaves them behind. The branch's own
 * computer has them stand without a time, which opens a conflict with the ways out; those of a visit
 * that was called off are called off with it.
 */
export async function settleParted(store: Store, organisationId: string): Promise<void> {
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    // Looked at without the lock first: most looks find nobody.
    const found = await store.read((db) => findParted(db, organisationId));
    if (found.length === 0) return;
    await store.write(organisationId, CAUSE, (tx) => settleSome(tx, organisationId));
  }
}

async function settleSome(tx: WriteTx, organisationId: string): Promise<void> {
  const parted = await findParted(tx, organisationId);
  const ids = parted.flatMap(({ id, visitId }) => [id, visitId]);
  const found = await loadRecords(tx, organisationId, 'appointment', [...new Set(ids)]);
  const byId = new Map(found.map((one) => [one.id, one]));
  const changed: Appointment[] = [];
  for (const { id, visitId } of parted) {
    const [one, visit] = [byId.get(id), byId.get(visitId)];
    const after = one && visit && decideParted(one, visit);
    if (!after) continue;
    tx.put('appointment', after, one);
    changed.push(after);
  }
  await tx.flush();
  const { changes } = await deriveClaims(tx, changed);
  await openOwnConflicts(tx, changes);
  await closeConflicts(
    tx,
    changed.map(({ id }) => id),
  );
}

/**
 * Those who are not with their visit, of the branches whose own computer this is; a branch that has
 * none is central's, or the book's that is alone. What is found is what `decideParted` changes.
 */
async function findParted(db: ReadDb, organisationId: string) {
  const released = sql`any (${[...RELEASED_STATUSES]}::text[])`;
  const facts = sql`${[...FACT_STATUSES]}::text[]`;
  const { rows } = await sql<{ readonly id: string; readonly visitId: string }>`
    select one.id, visit.id as visit_id
    from appointment one
    join appointment visit on visit.organisation_id = one.organisation_id
      and visit.id = one.assists_id
    join book on book.organisation_id = one.organisation_id
    join branch on branch.organisation_id = one.organisation_id and branch.id = one.branch_id
      and case when branch.home_replica is null
        then book.is_central or book.central_url is null
        else branch.home_replica = book.replica end
    where one.organisation_id = ${organisationId} and one.assists_id is not null
      and one.superseded_by is null and not one.status = ${released}
      and (visit.superseded_by is not null or visit.status = ${released}
        or not one.unseated and (one.start_ms <> visit.start_ms or one.end_ms <> visit.end_ms
          or one.branch_id <> visit.branch_id
          or one.doctor_id = visit.doctor_id and one.status = 'booked'
          or coalesce(array_position(${facts}, visit.status), 0)
            > coalesce(array_position(${facts}, one.status), 0)))
    order by one.id limit ${AT_ONCE}`.execute(db.kysely);
  return rows;
}

const CAUSE: Cause = {
  ...{ intentId: null, intentKind: 'settle-parted', actorId: null, actorName: 'Daybook' },
  ...{ role: 'replica', desk: 'sync', source: 'sync', reason: null },
};
