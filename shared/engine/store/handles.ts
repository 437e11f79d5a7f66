import type { Kysely } from 'kysely';
import type { RecordKind, RecordShapes } from './kind-info.ts';
import type { Pace } from './pace.ts';
import type { Parts } from './parts.ts';
import type { Session } from './session.ts';
import type { Stored } from './stored.ts';
import type { AuditChange, BookTable, IntentDone, Tables } from './tables.ts';

declare const reading: unique symbol;
declare const writing: unique symbol;

/** May read. */
export interface ReadDb {
  readonly [reading]: true;
  /** Asks a moment later than the session does: await it before what has to come after it. */
  readonly kysely: Kysely<Tables>;
  /** For SQL whose text never changes, and for what is asked in one breath. */
  readonly session: Session;
}

/** Why rows are being written; audited with them. */
export interface Cause {
  readonly intentId: string | null;
  readonly intentKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly role: string;
  readonly desk: string;
  readonly source: 'screen' | 'import' | 'sync' | 'merge' | 'set-up';
  readonly reason: string | null;
}

/** One pending write: the new body, and the row it replaces. */
export interface Put<K extends RecordKind = RecordKind> {
  readonly kind: K;
  readonly after: RecordShapes[K];
  readonly before: Stored<RecordShapes[K]> | null;
}

/**
 * May write, inside the one transaction that also appends to the change feed and the audit trail.
 * Records put here are stamped and written together when the work is done.
 */
export interface WriteTx extends ReadDb {
  readonly [writing]: true;
  /** The counters of this replica, as they will be stored at commit. */
  readonly book: BookTable;
  readonly nowMs: number;
  /** What the intent behind this transaction came to when it was done before, or null. */
  readonly former: IntentDone | null;
  /** How far it is, for whoever waits for a large write. */
  readonly pace: Pace;
  /** Lets others read while a large write is under way; for what is written apart from the rest of it. */
  readonly parts: Pick<Parts, 'start' | 'end'>;
  /** Keeps what the intent came to, so that it is done once. */
  readonly remember: (outcome: IntentDone) => void;
  readonly put: <K extends RecordKind>(
    kind: K,
    after: RecordShapes[K],
    before: Stored<RecordShapes[K]> | null,
  ) => void;
  /** Asks for more to be written with what was put, in one breath with it. */
  readonly later: (write: () => Promise<void>) => void;
  /** Writes what was put so far, so that later statements of the transaction see it. */
  readonly flush: () => Promise<void>;
  /** What was put so far, each record once: from what it was to what it will be. */
  readonly puts: () => readonly Put[];
  /** Takes the next place in the feed. */
  readonly nextSeq: () => number;
  /** Adds to the audit entry of this transaction what no single record stands for. */
  readonly note: (change: AuditChange) => void;
  /**
   * Says that rows of a table changed, so that whoever watches looks again. Say `ids` if they are
   * all the rows that did.
   */
  readonly touched: (table: keyof Tables, ids?: readonly string[]) => void;
}
