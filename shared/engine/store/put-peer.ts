import { derivedId } from '../../core/ids.ts';
import type { DeviceTable } from './device-tables.ts';
import type { WriteTx } from './handles.ts';

const HOUR_MS = 3_600_000;
const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);

/**
 * Lets all replicas know a device by name and key, and when it was last heard. Told once an hour at most:
 * to say it at every exchange would make each of them news to everyone.
 */
export async function putPeer(tx: WriteTx, device: DeviceTable, heardMs: number): Promise<void> {
  const { organisationId, replica, kind, name, branchId, doctorId, publicKey } = device;
  const retired = device.revokedAtMs !== null;
  const known = { replica, kind, name, branchId, doctorId, publicKey, retired };
  const ordinal = await findOrdinal(tx, device);
  const values = { ...known, heardMs, ordinal, seq: tx.nextSeq() };
  tx.touched('peer');
  await tx.kysely
    .insertInto('peer')
    .values({ organisationId, id: derivedId(organisationId, `peer ${replica}`), ...values })
    .onConflict((c) => c.columns(['organisationId', 'id']).doUpdateSet(values))
    .execute();
}

/** The number it has, else the next one of its branch: no two have one, retired ones included. */
async function findOrdinal(tx: WriteTx, { branchId, replica }: DeviceTable): Promise<number> {
  const peers = tx.kysely.selectFrom('peer').where('organisationId', '=', tx.book.organisationId);
  const own = await peers.select('ordinal').where('replica', '=', replica).executeTakeFirst();
  if (own?.ordinal) return own.ordinal;
  const last = await peers
    .select((eb) => eb.fn.max('ordinal').as('ordinal'))
    .where('branchId', branchId === null ? 'is' : '=', branchId)
    .executeTakeFirst();
  return ordinalAfter(last?.ordinal ?? 0, tx.book.replica);
}

/** More computers than a branch gets between a backup of central and the day it is set back to it. */
const FORGOTTEN_MAX = 26;
/** As many beginnings as there are first letters of two, from B on. */
const BEGINNINGS = 25;

/**
 * A central that was set back does not know which numbers it gave after the backup, and those who
 * have them may still be giving tickets: it goes on where none of these can be, and each time
 * elsewhere, for the same backup may be set back to again.
 */
function ordinalAfter(last: number, central: string): number {
  const suffix = central.split('~')[1];
  if (suffix === undefined) return last + 1;
  const beginning = Number.parseInt(suffix, 36) % BEGINNINGS;
  const first = (2 + beginning) * FORGOTTEN_MAX + 1;
  return last < first ? Math.max(first, last + FORGOTTEN_MAX + 1) : last + FORGOTTEN_MAX + 1;
}

/** Whether it is an hour since others were told of the device. */
export const isPeerStale = ({ heardMs }: DeviceTable, nowMs: number): boolean =>
  heardMs === null || hourOf(heardMs) !== hourOf(nowMs);
