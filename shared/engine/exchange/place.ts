import type { PushHeader } from '../../wire/exchange/frame-header.ts';
import type { Mark } from '../../wire/exchange/reach.ts';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';

/** What is needed to seal a place: read or written, the book is central's. */
type Sealer = Pick<WriteTx, 'session' | 'book'>;

interface Place {
  readonly replica: string;
  readonly central: string;
  readonly exchange: number;
  readonly cursor: number;
}

const SEAL = `
  select encode(sha256(convert_to(secret || encode(sha256(convert_to(secret || '|' || $2, 'UTF8')),
    'hex'), 'UTF8')), 'hex') as seal
  from book where organisation_id = $1`;

/** Only central can have said that a replica is at a place: the secret is in its own book. */
async function seal({ session, book }: Sealer, place: Place): Promise<string> {
  const { replica, central, exchange, cursor } = place;
  const text = [replica, central, exchange, cursor].join('|');
  const { rows } = await session.query(SEAL, [book.organisationId, text]);
  return (rows[0] as { readonly seal: string }).seal;
}

/** What a replica is told about where it is, to be said again with its next request. */
export async function markPlace(
  central: Sealer,
  place: { readonly replica: string; readonly exchange: number; readonly cursor: number },
): Promise<Mark> {
  const { exchange } = place;
  const name = central.book.replica;
  return { central: name, exchange, seal: await seal(central, { ...place, central: name }) };
}

/**
 * How a replica's history of central stands to central's own.
 *
 * - `in-step`: it goes on from where it is.
 * - `ahead`: central was set back to a backup without having been told.
 * - `elsewhere`: it does not know yet that central was set back.
 * - `behind`: it was set back to before what was forgotten since, so it has to be given all anew.
 */
export type Standing = 'in-step' | 'ahead' | 'elsewhere' | 'behind';

export async function decideStanding(
  tx: WriteTx,
  device: DeviceTable,
  { replica, cursor, reach }: Pick<PushHeader, 'replica' | 'cursor' | 'reach'>,
): Promise<Standing> {
  const { book } = tx;
  const mark = reach?.mark;
  const isOther = mark !== undefined && mark.central !== book.replica;
  if (device.healing && (mark === undefined || isOther)) return 'elsewhere';
  const isAhead = cursor > book.seq || (mark?.exchange ?? 0) > device.exchanges;
  // What it had under that name it has offered, or it would still be waited for.
  if (isOther) return 'behind';
  if (isAhead) {
    const isTrue =
      mark !== undefined && mark.seal === (await seal(tx, { ...mark, replica, cursor }));
    return isTrue ? 'ahead' : 'behind';
  }
  const isKnown = device.exchanges > 0 ? cursor >= device.seenCursor : cursor === 0;
  return cursor < book.purgedThrough && !isKnown ? 'behind' : 'in-step';
}
