import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { wrappedKeyEncryptionCryptoJsStorage } from 'rxdb/plugins/encryption-crypto-js';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { SignedIn } from '../../shared/wire/desk/down.ts';
import { createTextSealer, type TextSealer } from './text-sealer.ts';

/** Something a person asked for that the host has not answered. */
export interface Waiting {
  readonly id: string;
  readonly kind: string;
  /** The intent's input as JSON; encrypted on the disk. */
  readonly input: string;
  readonly atMs: number;
}

/** What was put aside; and what earlier versions of the program kept of what the window showed. */
export interface LastSeen {
  readonly id: 'last-seen' | 'pinboard';
  readonly rows: string;
}

/** What the window showed last, to paint before the host has answered. */
interface Painted {
  readonly id: 'last-seen';
  /** Sealed already. */
  readonly rows: string;
}

export interface Outbox {
  readonly waiting: RxCollection<Waiting>;
  readonly lastSeen: RxCollection<LastSeen>;
  readonly painted: RxCollection<Painted>;
  /** Seals what is painted, by the same key; null where the browser cannot, and nothing is kept. */
  readonly sealer: TextSealer | null;
  readonly close: () => Promise<unknown>;
}

/**
 * Opens what must survive this window: on the disk through Dexie, encrypted with the key that the
 * host handed out at sign-in, one database per person. A day is long, and would keep the page's
 * thread busy for a tenth of a second if RxDB encrypted it, so that comes sealed by the browser.
 */
export async function openOutbox(me: SignedIn): Promise<Outbox> {
  const storage = wrappedKeyEncryptionCryptoJsStorage({ storage: getRxStorageDexie() });
  const database = await createRxDatabase<{
    waiting: RxCollection<Waiting>;
    seen: RxCollection<LastSeen>;
    painted: RxCollection<Painted>;
  }>({
    name: `daybook-${me.userId}`,
    storage,
    password: me.storeKey,
    multiInstance: false,
    closeDuplicates: true,
  });
  const [sealer] = await Promise.all([
    createTextSealer(me.storeKey),
    database.addCollections({
      ...{
        waiting: { schema: WAITING },
        seen: { schema: LAST_SEEN },
        painted: { schema: PAINTED },
      },
    }),
  ]);
  const { waiting, seen, painted } = database.collections;
  return { waiting, lastSeen: seen, painted, sealer, close: () => database.close() };
}

export const WAITING: RxJsonSchema<Waiting> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    kind: { type: 'string' },
    input: { type: 'string' },
    atMs: { type: 'number' },
  },
  required: ['id', 'kind', 'input', 'atMs'],
  encrypted: ['input'],
};

const LAST_SEEN: RxJsonSchema<LastSeen> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, rows: { type: 'string' } },
  required: ['id', 'rows'],
  encrypted: ['rows'],
};

const PAINTED: RxJsonSchema<Painted> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, rows: { type: 'string' } },
  required: ['id', 'rows'],
};
