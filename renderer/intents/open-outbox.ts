import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { wrappedKeyEncryptionCryptoJsStorage } from 'rxdb/plugins/encryption-crypto-js';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { SignedIn } from '../../shared/wire/desk/down.ts';

/** Something a person asked for that the host has not answered. */
export interface Waiting {
  readonly id: string;
  readonly kind: string;
  /** The intent's input as JSON; encrypted on the disk. */
  readonly input: string;
  readonly atMs: number;
}

/** What the window showed last, to paint before the host has answered; and what was put aside. */
export interface LastSeen {
  readonly id: 'last-seen' | 'pinboard';
  readonly rows: string;
}

export interface Outbox {
  readonly waiting: RxCollection<Waiting>;
  readonly lastSeen: RxCollection<LastSeen>;
  readonly close: () => Promise<unknown>;
}

/**
 * Opens what must survive this window: on the disk through Dexie, encrypted with the key that the
 * host handed out at sign-in, one database per person.
 */
export async function openOutbox(me: SignedIn): Promise<Outbox> {
  const storage = wrappedKeyEncryptionCryptoJsStorage({ storage: getRxStorageDexie() });
  const database = await createRxDatabase<{
    waiting: RxCollection<Waiting>;
    seen: RxCollection<LastSeen>;
  }>({
    name: `daybook-${me.userId}`,
    storage,
    password: me.storeKey,
    multiInstance: false,
    closeDuplicates: true,
  });
  await database.addCollections({ waiting: { schema: WAITING }, seen: { schema: LAST_SEEN } });
  const { waiting, seen } = database.collections;
  return { waiting, lastSeen: seen, close: () => database.close() };
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
