import {
  type BulkWriteRow,
  createRxDatabase,
  type RxCollection,
  type RxJsonSchema,
} from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { type Interval, overlaps } from '../../shared/time/interval.ts';
import type { RowsMessage } from '../../shared/wire/desk/down.ts';
import type { DeskCollection, DeskRows } from '../../shared/wire/desk/rows.ts';
import { WINDOWED } from '../../shared/wire/desk/windowed.ts';
import { publishRows, rowsOf } from './rows-store.ts';
import { createSharedNames } from './share-names.ts';

type Row = DeskRows[DeskCollection];

/** A row and which of the desk's collections it belongs to. */
interface Kept {
  readonly id: string;
  readonly of: DeskCollection;
  readonly row: Row;
}

/**
 * Rows that come and go by the hundred have a collection of their own. What changes rarely shares
 * one: the open-source RxDB allows thirteen collections in a window, the outbox's included.
 */
const OWN_COLLECTION = ['sessions', 'slots', 'appointments', 'busy', 'conflicts', 'holds'] as const;
const SHARED = 'reference';
type CollectionName = (typeof OWN_COLLECTION)[number] | typeof SHARED;

export interface ReadModel {
  /** Takes rows of the host, in the order they came. */
  readonly take: (message: RowsMessage) => Promise<void>;
  /** All of these days has come: shows it, and then forgets other days. */
  readonly endWindow: (window: Interval) => Promise<void>;
  /** Empties it: someone else signed in. */
  readonly clear: () => Promise<void>;
}

/**
 * The book as far as this window shows it. It is kept in memory alone, so that no second copy of
 * patients' data lies on the disk, and filled by the host's feed: first the window, then changes.
 */
export async function openReadModel(): Promise<ReadModel> {
  const names: readonly CollectionName[] = [...OWN_COLLECTION, SHARED];
  const database = await createRxDatabase<{ [N in CollectionName]: RxCollection<Kept> }>({
    name: 'book',
    storage: getRxStorageMemory(),
    multiInstance: false,
    eventReduce: true,
  });
  await database.addCollections(
    Object.fromEntries(names.map((name) => [name, { schema: SCHEMA }])),
  );
  const gathered = createGathered();
  for (const name of names) follow(database.collections[name], gathered.tell);

  // One after the other: rows of a later message must not be overwritten by an earlier one's.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    last = last.then(run, run);
    return last;
  };
  const sharedNames = createSharedNames();
  return {
    take: (message) =>
      inTurn(() => {
        for (const row of message.put) sharedNames.shareIn(row);
        if (message.more) gathered.hold();
        else gathered.tellAll();
        return take(database.collections[collectionOf(message.collection)], message);
      }),
    endWindow: (window) =>
      inTurn(async () => {
        gathered.tellAll();
        await painted();
        for (const of of WINDOWED) {
          const others = [...rowsOf(of).values()].filter((row) => !overlaps(row, window));
          await remove(
            database.collections[collectionOf(of)],
            others.map(({ id }) => id),
          );
        }
      }),
    clear: () =>
      inTurn(async () => {
        gathered.forget();
        sharedNames.forget();
        for (const name of names) {
          const kept = await database.collections[name].find().exec();
          await remove(
            database.collections[name],
            kept.map(({ id }) => id),
          );
        }
      }),
  };
}

const collectionOf = (name: DeskCollection): CollectionName =>
  OWN_COLLECTION.find((own) => own === name) ?? SHARED;

/** The host checked every row before it was stored; here only the key and the kind matter. */
const SCHEMA: RxJsonSchema<Kept> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    of: { type: 'string', maxLength: 20 },
    row: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'of', 'row'],
  // Rows are found by their id. Without an index RxDB adds one, a tenth of what a row takes in memory;
  // this is one that its memory storage keeps anyway.
  indexes: [['_deleted', '_meta.lwt']],
} as unknown as RxJsonSchema<Kept>;

async function take(collection: RxCollection<Kept>, message: RowsMessage): Promise<void> {
  const of = message.collection;
  const put = (message.put as readonly Row[]).map((row): Kept => ({ id: row.id, of, row }));
  if (message.reset) {
    const kept = new Set(put.map((row) => row.id));
    await remove(
      collection,
      [...rowsOf(of).keys()].filter((id) => !kept.has(id)),
    );
  }
  if (put.length > 0) await write(collection, put);
  await remove(collection, message.gone);
}

/**
 * Writes as RxDB's replication does, to the storage: the collection's own methods make a document of
 * each row, with what watches over it, and nobody would read it.
 */
async function write(collection: RxCollection<Kept>, kept: readonly Kept[]): Promise<void> {
  const storage = collection.storageInstance;
  const ids = kept.map(({ id }) => id);
  const known = new Map((await storage.findDocumentsById(ids, true)).map((doc) => [doc.id, doc]));
  const rows = kept.map((row): BulkWriteRow<Kept> => {
    const document = { ...row, ...NEW_DOCUMENT };
    const previous = known.get(row.id);
    return previous ? { previous, document } : { document };
  });
  await storage.bulkWrite(rows, 'rows');
}

/** RxDB fills in which version it is and when it was written. */
const NEW_DOCUMENT = { _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' };

async function remove(collection: RxCollection<Kept>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const storage = collection.storageInstance;
  const known = await storage.findDocumentsById([...ids], false);
  const rows = known.map((previous) => ({ previous, document: { ...previous, _deleted: true } }));
  await storage.bulkWrite(rows, 'rows');
  // What is marked as gone would stay in memory, and the days that were turned past with it.
  await storage.cleanup(0);
}

/** A window that is hidden paints nothing. */
const PAINTED_MAX_MS = 300;

/** Resolves when what was shown just now is on the screen, or would be. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, PAINTED_MAX_MS);
    globalThis.requestAnimationFrame?.(() => setTimeout(resolve));
  });

/** Changes that are shown together: the screen is drawn once for all that a window brings. */
function createGathered() {
  const waiting: (() => void)[] = [];
  let isHeld = false;
  return {
    tell: (publish: () => void): void => {
      if (isHeld) waiting.push(publish);
      else publish();
    },
    hold: (): void => {
      isHeld = true;
    },
    tellAll: (): void => {
      isHeld = false;
      for (const publish of waiting.splice(0)) publish();
    },
    forget: (): void => {
      isHeld = false;
      waiting.length = 0;
    },
  };
}

/** Hands every change on to the stores that React reads, as plain objects. */
function follow(collection: RxCollection<Kept>, tell: (publish: () => void) => void): void {
  collection.eventBulks$.subscribe(({ events }) => {
    for (const [of, changes] of Map.groupBy(events, (event) => event.documentData.of)) {
      const rows = changes.map(({ documentId: id, operation, documentData }) => ({
        id,
        row: operation === 'DELETE' ? null : documentData.row,
      }));
      tell(() => publishRows(of, rows));
    }
  });
}
