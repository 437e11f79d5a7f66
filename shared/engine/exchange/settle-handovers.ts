import { sql } from 'kysely';
import type { Handover } from '../../model/handover.ts';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import { moveHome, moveSessions } from '../store/move-home.ts';
import type { Stored } from '../store/stored.ts';
import type { Scope } from './scope.ts';

/**
 * Passes booking rights on, as far as the device that is heard lets it. A right that its holder
 * gave away is `taken` once the holder has nothing left unsent: central then has whatever was
 * booked with it. The other becomes the home once it has said, with nothing unsent of its own, that
 * it has applied all of that. So at every moment the right is used by one replica or by none, and
 * whoever gets it knows every firm appointment in its time.
 *
 * `seenCursor`: how far the device has truly seen the feed.
 */
export async function settleHandovers(
  tx: WriteTx,
  device: DeviceTable,
  scope: Scope,
  heard: { readonly pending: number; readonly seenCursor: number },
): Promise<void> {
  const underWay = await loadUnderWay(tx, device.replica);
  if (underWay.length === 0 || (await isHealing(tx))) return;
  for (const handover of underWay) {
    const { state, fromReplica, toReplica } = handover;
    if (state === 'given' && fromReplica === device.replica && heard.pending === 0) {
      if (toReplica === null) await complete(tx, handover);
      else tx.put('handover', { ...handover, state: 'taken' }, handover);
    } else if (state === 'taken' && toReplica === device.replica) {
      if (!canSee(scope, handover))
        tx.put('handover', { ...handover, state: 'declined' }, handover);
      else if (await hasSeenAll(tx, handover, heard.seenCursor)) await complete(tx, handover);
    }
  }
  await tx.flush();
}

const loadUnderWay = (tx: WriteTx, replica: string): Promise<Stored<Handover>[]> =>
  tx.kysely
    .selectFrom('handover')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('state', 'in', ['given', 'taken'])
    .where((eb) => eb.or([eb('fromReplica', '=', replica), eb('toReplica', '=', replica)]))
    .orderBy('id')
    .execute();

/** The doctor may have left the place that was to have the right. */
const canSee = ({ branchId, doctorIds }: Scope, handover: Handover): boolean =>
  handover.doctorId === null
    ? handover.branchId === branchId
    : doctorIds.includes(handover.doctorId);

/**
 * Whether the new holder has applied the feed up to the hand-over, and every firm claim in the
 * sessions as it stands now. Whoever edits an appointment does not take central's word on it before
 * having sent the edit; then the claim is written anew, later in the feed, and waited for again.
 */
async function hasSeenAll(
  tx: WriteTx,
  handover: Stored<Handover>,
  seenCursor: number,
): Promise<boolean> {
  if (seenCursor < handover.seq) return false;
  const { rows } = await sql`
    select 1 from claim c
    join session s on s.organisation_id = c.organisation_id and s.doctor_id = c.doctor_id
      and s.start_ms < c.end_ms and s.end_ms > c.start_ms
    where c.organisation_id = ${tx.book.organisationId} and c.seq > ${seenCursor}
      and (c.with_right or c.endorsed) and ${covered(handover)}
    limit 1`.execute(tx.kysely);
  return rows.length === 0;
}

/** The sessions, as alias `s`, whose right it is. */
const covered = ({ branchId, doctorId, startMs, endMs, fromReplica }: Handover) => sql`
  s.branch_id = ${branchId} and s.home_replica = ${fromReplica} and not s.deleted
  and (${doctorId}::uuid is null or s.doctor_id = ${doctorId}::uuid)
  and s.start_ms >= ${startMs} and s.start_ms < ${endMs}`;

/**
 * The other is the home from here on. The sessions come before the end of the hand-over in the
 * feed: as long as its former holder does not know of them, it knows that it gave them away.
 */
async function complete(tx: WriteTx, handover: Stored<Handover>): Promise<void> {
  const { branchId, doctorId, fromReplica, toReplica, startMs, endMs } = handover;
  if (doctorId === null) {
    await moveHome(tx, branchId, fromReplica, toReplica);
  } else {
    const sessions = await tx.kysely
      .selectFrom('session')
      .selectAll()
      .where('organisationId', '=', tx.book.organisationId)
      .where('branchId', '=', branchId)
      .where('doctorId', '=', doctorId)
      .where('homeReplica', '=', fromReplica)
      .where('startMs', '>=', startMs)
      .where('startMs', '<', endMs)
      .where('deleted', '=', false)
      .execute();
    await moveSessions(tx, sessions, () => toReplica ?? tx.book.replica);
  }
  tx.put('handover', { ...handover, state: 'done' }, handover);
  await tx.flush();
}
