import { present } from '../../../shared/core/assert.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import type { JoinAgainRefusal } from '../../../shared/wire/desk/set-up.ts';
import type { ExchangeRefusal } from '../../../shared/wire/exchange/frame-header.ts';
import type { Fetch } from './central-request.ts';
import { enrolDevice } from './enrol-device.ts';
import type { NetworkSwitch } from './network-switch.ts';
import type { DeviceKeys } from './open-device-key.ts';

/** What central says to a computer that it does not take for one of its own, or not any more. */
const STRANGER: readonly ExchangeRefusal['kind'][] = [
  'revoked',
  'unknown-replica',
  'bad-signature',
];

/**
 * Makes a computer that has a book known to central again, with a new key and as another replica,
 * and gives the book as it is then. `refusal`: what central last said to it. Broken off anywhere, it
 * is done again by the same code: the key to come stays the same until central's word was kept.
 */
export async function joinAgain(
  here: {
    readonly engine: Engine;
    readonly book: BookTable;
    readonly centralUrl: string;
    readonly keys: () => DeviceKeys;
    readonly fetch: Fetch;
    readonly network: NetworkSwitch;
  },
  refusal: ExchangeRefusal | null,
  code: string,
): Promise<Result<BookTable, JoinAgainRefusal>> {
  if (!refusal || !STRANGER.includes(refusal.kind)) return err({ kind: 'not-needed' });
  const { engine, book, centralUrl } = here;
  const { organisationId, branchId, doctorId, branchIds, name } = book;
  const keys = here.keys();
  const enrolled = await enrolDevice(here.network.fetch(here.fetch), centralUrl, {
    ...{ code, name, publicKey: keys.next().publicKey },
    again: { organisationId, branchId, doctorId, branchIds },
  });
  if (!enrolled.ok) return enrolled;
  const { replica } = enrolled.value;
  const isForgotten = refusal.kind === 'unknown-replica';
  await engine.joinAgain(organisationId, { replica, isForgotten });
  keys.takeNext();
  return ok(present(await engine.loadBook(), 'The book is there.'));
}
