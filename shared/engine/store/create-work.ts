import { tick } from '../../merge/hlc.ts';
import type { Start } from './begin.ts';
import { centralTimeMs } from './central-time.ts';
import type { Cause, Put, ReadDb, WriteTx } from './handles.ts';
import type { Pace } from './pace.ts';
import { type Apart, keepOffTime, type Parts } from './parts.ts';
import { sendSignal } from './send-signal.ts';
import type { AuditChange, IntentDone, Tables } from './tables.ts';
import { noteTouched, type TouchedRows } from './touched-rows.ts';
import { markUnsentInTurns, writeBookkeeping } from './write-bookkeeping.ts';
import { RECORDS_AT_ONCE, type Written, writeRecords } from './write-records.ts';

/**
 * What has to follow from records that were just written, still in their transaction; null when
 * nothing has to.
 */
export type AfterWrite = (tx: WriteTx, puts: readonly Put[]) => Promise<void> | null;

export interface Work {
  readonly tx: WriteTx;
  readonly tables: TouchedRows;
  /** Writes what is left, and ends the transaction. */
  readonly commit: () => Promise<void>;
}

/** Collects what a transaction wants written. */
export function createWork(
  { kysely, session }: ReadDb,
  { book, former }: Start,
  {
    cause,
    nowMs,
    pace,
    parts,
    apart,
  }: {
    readonly cause: Cause;
    readonly nowMs: number;
    readonly pace: Pace;
    readonly parts: Pick<Parts, 'start' | 'end'>;
    /** What is being written by another meanwhile, if this comes between its parts. */
    readonly apart: Apart | null;
  },
  afterWrite: AfterWrite,
): Work {
  const pending = new Map<string, Put>();
  const writes: (() => Promise<void>)[] = [];
  const written = new Map<string, Written>();
  const tables = new Map<keyof Tables, ReadonlySet<string> | null>();
  const notes: AuditChange[] = [];
  let outcome: IntentDone | null = null;
  const seqBefore = book.seq;
  book.hlc = tick(book.hlc, centralTimeMs(book, nowMs));

  const tx = {
    kysely,
    session,
    book,
    nowMs,
    pace,
    parts,
    former,
    remember: (done) => {
      outcome = done;
    },
    put: (kind, after, before) => {
      if (apart) keepOffTime(apart, [after, before]);
      addPut(pending, { kind, after, before } as Put);
      noteTouched(tables, kind, [after.id]);
    },
    later: (write) => {
      writes.push(write);
    },
    flush: async () => {
      const { stored, followed } = writePending();
      await Promise.all([...stored, followed]);
    },
    puts: (): readonly Put[] => withPending(written, pending),
    nextSeq: () => {
      book.seq += 1;
      return book.seq;
    },
    note: (change) => {
      notes.push(change);
    },
    touched: (table, ids) => noteTouched(tables, table, ids ?? null),
  } as WriteTx;

  const writePending = () => {
    const puts = [...pending.values()];
    pending.clear();
    const later = writes.splice(0).map((write) => write());
    const { rows, stored } = writeRecords(tx, cause, puts);
    for (const row of rows) {
      const key = `${row.kind} ${row.after.id}`;
      // Written twice in one transaction, it changed once: from what it was before that.
      const first = written.get(key);
      written.set(key, first ? ({ ...row, before: first.before } as Written) : row);
    }
    const followed = followedBy(stored, puts, () => afterWrite(tx, puts));
    return { stored: [...later, ...stored], followed };
  };

  return {
    tx,
    tables,
    commit: async () => {
      const { stored, followed } = writePending();
      // It takes places in the feed, which the bookkeeping has to know.
      if (followed !== null) await Promise.all([...stored, followed]);
      const puts = [...written.values()];
      if (puts.length > RECORDS_AT_ONCE) await markUnsentInTurns(tx, cause, puts);
      await Promise.all([
        ...stored,
        ...writeBookkeeping(tx, cause, { puts, notes, outcome }),
        ...(book.isCentral && book.seq > seqBefore ? [tellMoved(tx)] : []),
        session.query('commit', []),
      ]);
    },
  };
}

/** What is written in turns is waited for; all else goes over in one breath. */
function followedBy(
  stored: readonly Promise<unknown>[],
  puts: readonly Put[],
  follow: () => Promise<void> | null,
): Promise<unknown> | null {
  if (puts.length === 0) return null;
  return puts.length > RECORDS_AT_ONCE ? Promise.all(stored).then(follow) : follow();
}

/** Put twice before it was written, a record changes from what it was at first. */
function addPut(pending: Map<string, Put>, put: Put): void {
  const key = `${put.kind} ${put.after.id}`;
  pending.set(key, { ...put, before: pending.get(key)?.before ?? put.before } as Put);
}

/** What was written and what will be, each record once. */
function withPending(
  written: ReadonlyMap<string, Put>,
  pending: ReadonlyMap<string, Put>,
): readonly Put[] {
  const all = new Map<string, Put>(written);
  for (const [key, put] of pending) {
    const first = written.get(key);
    all.set(key, first ? ({ ...put, before: first.before } as Put) : put);
  }
  return [...all.values()];
}

/** Other processes of central have lines open to replicas that want to know. */
const tellMoved = ({ session, book: { organisationId, seq } }: WriteTx) =>
  sendSignal(session, { kind: 'moved', organisationId, seq });
