import { present } from '../../../shared/core/assert.ts';
import type { Random } from '../../../shared/core/random.ts';
import {
  type KnownReplica,
  loadKnownReplica,
} from '../../../shared/engine/near/load-neighbours.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import { boxKeyOfSigner } from '../../../shared/wire/carry/box.ts';
import { aboutNear, type NearHeader } from '../../../shared/wire/near/near-line.ts';
import type { DeviceKey } from '../sync/open-device-key.ts';

/** This replica as it meets others: what it knows of them, and what only it can open and seal. */
export interface NearParty {
  readonly book: () => Promise<BookTable>;
  /** null for whom central told nothing of, or took out of service. */
  readonly known: (replica: string) => Promise<KnownReplica | null>;
  readonly seal: (
    what: 'ask' | 'answer',
    header: NearHeader,
    bytes: Uint8Array,
    to: KnownReplica,
  ) => Uint8Array;
  /** null if the other did not seal it for this replica, so, and for this challenge. */
  readonly open: (
    what: 'ask' | 'answer',
    header: NearHeader,
    sealed: Uint8Array,
    from: KnownReplica,
  ) => Uint8Array | null;
}

const boxKeyOf = ({ publicKey }: KnownReplica): Uint8Array =>
  boxKeyOfSigner(Buffer.from(publicKey, 'base64'));

export function createNearParty(options: {
  readonly engine: Pick<Engine, 'store' | 'loadBook'>;
  readonly organisationId: string;
  /** Asked anew each time: the key is changed now and then. */
  readonly key: () => DeviceKey;
  readonly random: Random;
}): NearParty {
  const { engine, organisationId, key, random } = options;
  return {
    book: async () => present(await engine.loadBook(organisationId), 'A book at work exists.'),
    known: (replica) => engine.store.read((db) => loadKnownReplica(db, organisationId, replica)),
    seal: (what, header, bytes, to) =>
      key().sealBox(bytes, boxKeyOf(to), aboutNear(what, header), random),
    open: (what, header, sealed, from) =>
      key().openBox(sealed, boxKeyOf(from), aboutNear(what, header)),
  };
}
