import type { Row } from './desk-source.ts';
import type { FedCollection } from './desk-sources.ts';

/** What may read otherwise in one collection: rows as they are now, and ids with nothing to show. */
export interface CollectionChanges {
  readonly collection: FedCollection;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** So much changed that the collection is better read anew. */
  readonly tooMany: boolean;
}
