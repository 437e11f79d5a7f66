import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { RowsMessage } from '../../shared/wire/desk/down.ts';
import type { DeskCollection, DeskRows } from '../../shared/wire/desk/rows.ts';
import { publishRows } from './rows-store.ts';

/** The thirteen collections that the open-source RxDB allows. */
const COLLECTIONS: readonly DeskCollection[] = [
  'branches',
  'doctors',
  'doctorBranches',
  'services',
  'users',
  'sessions',
  'slots',
  'timeOff',
  'closures',
  'appointments',
  'busy',
  'conflicts',
  'holds',
];

type Row = DeskRows[DeskCollection];
type Collections = { [C in DeskCollection]: RxCollection<Row> };

export interface ReadModel {
  /** Takes rows of the host, in the order they came. */
  readonly take: (message: RowsMessage) => Promise<void>;
  /** Empties it: someone else signed in. */
  readonly clear: () => Promise<void>;
}

/**
 * The book as far as this window shows it. It is kept in memory alone, so that no second copy of
 * patients' data lies on the disk, and filled by the host's feed: first the window, then changes.
 */
export async function openReadModel(): Promise<ReadModel> {
  const database = await createRxDatabase<Collections>({
    name: 'book',
    storage: getRxStorageMemory(),
    multiInstance: false,
    eventReduce: true,
  });
  await database.addCollections(
    Object.fromEntries(COLLECTIONS.map((name) => [name, { schema: toSchema() }])),
  );
  for (const name of COLLECTIONS) follow(name, database.collections[name]);

  // One after the other: rows of a later message must not be overwritten by an earlier one's.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    last = last.then(run, run);
    return last;
  };
  return {
    take: (message) => inTurn(() => take(database.collections[message.collection], message)),
    clear: () =>
      inTurn(async () => {
        for (const name of COLLECTIONS) await database.collections[name].find().remove();
      }),
  };
}

/** The host checked every row before it was stored; here only the key matters. */
const toSchema = (): RxJsonSchema<Row> =>
  ({
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id: { type: 'string', maxLength: 40 } },
    required: ['id'],
  }) as unknown as RxJsonSchema<Row>;

async function take(collection: RxCollection<Row>, message: RowsMessage): Promise<void> {
  const put = message.put as readonly Row[];
  if (message.reset) {
    const kept = new Set(put.map((row) => row.id));
    const stale = (await collection.find().exec())
      .map((doc) => doc.primary)
      .filter((id) => !kept.has(id));
    if (stale.length > 0) await collection.bulkRemove(stale);
  }
  if (put.length > 0) await collection.bulkUpsert([...put]);
  if (message.gone.length > 0) await collection.bulkRemove([...message.gone]);
}

/** Hands every change on to the stores that React reads, as plain objects. */
function follow(name: DeskCollection, collection: RxCollection<Row>): void {
  collection.eventBulks$.subscribe((bulk) => {
    publishRows(
      name,
      bulk.events.map((event) => ({
        id: event.documentId,
        row: event.operation === 'DELETE' ? null : (event.documentData as unknown as Row),
      })),
    );
  });
}
