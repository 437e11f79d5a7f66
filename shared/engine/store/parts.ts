import { assert } from '../../core/assert.ts';
import { planCacheMode, readBook } from './begin.ts';
import type { Cause } from './handles.ts';
import type { Aside, Connector, Session } from './session.ts';
import type { BookTable } from './tables.ts';

/**
 * A large write in several transactions of which all take effect or none: each part but the last is
 * set aside (PostgreSQL's PREPARE TRANSACTION), seen by nobody, and the last, which also moves the
 * counters of the book, decides about them. In between, those who read come to their turn and see the
 * book as it was; and so do those who write little, as if they had come before it (`Apart`).
 *
 * A part must not touch a row that another part has written, nor one that it may not have beside
 * it: PostgreSQL would wait for that part to be decided, which nobody else could do.
 */
export interface Parts {
  /**
   * From here on it is in parts. Nothing was written yet. `doctorIds`: whose time it gives away; null
   * if it is not only of rows that nobody knows yet, so that nobody may write meanwhile.
   */
  readonly start: (doctorIds: readonly string[] | null) => Promise<void>;
  /** Sets aside what was written since. */
  readonly end: () => Promise<void>;
  /** After the last was committed. */
  readonly commit: () => Promise<void>;
  /** After the last was rolled back. */
  readonly rollBack: () => Promise<void>;
}

/** What a large write under way has to itself; whoever writes beside it keeps off that. */
export interface Apart {
  /** Null is everything. */
  readonly doctorIds: ReadonlySet<string> | null;
  /** Its rows have places and counters beyond these, so that what comes in between comes before it. */
  readonly seq: number;
}

/** What somebody wants to write has to wait until the large write that is under way is done. */
export class ComesAfter extends Error {
  override readonly name = 'ComesAfter';
}

/** Of the store: one at a time, as there is one session. */
export interface UnderWay {
  apart: Apart | null;
}

/** As many as the database has room for; what comes then is of the last part. */
export const PARTS_MAX = 120;

/** Rows of which there are more than this are written in parts, as few as there is room for. */
export const PARTED_ROWS_MIN = 1000;

/** Places and counters that are left to those who write in between; with half of them gone nobody may. */
const LEFT_FREE = 1_000_000;

/** How many rows of so many are to be in a part. */
export const rowsOfPart = (rows: number): number =>
  Math.max(PARTED_ROWS_MIN, Math.ceil(rows / (PARTS_MAX - 20)));

/** Also says that what the parts change of reports is told at the end, for all of them at once. */
const MARK = `select set_config('daybook.writing', 'yes', true),
  set_config('daybook.parts', 'yes', true), set_config('plan_cache_mode', $1, true)`;

export function createParts(
  session: Session,
  aside: Aside | undefined,
  { book, cause }: { readonly book: BookTable; readonly cause: Cause },
  underWay: UnderWay,
): Parts {
  const seqBefore = book.seq;
  const names: string[] = [];
  let isOn = false;
  let isDecided = false;
  const begin = async (): Promise<void> => {
    await session.query('begin', []);
    await session.query(MARK, [planCacheMode(cause)]);
  };
  const decide = async (word: 'commit' | 'rollback'): Promise<void> => {
    for (const name of names.splice(0)) await aside?.say(`${word} prepared '${name}'`);
  };
  /** What others wrote in between comes before all of this. */
  const goOn = async (): Promise<void> => {
    const { counter, seq, hlc } = book;
    const now = await readBook(session, book.organisationId);
    Object.assign(book, now, { counter, seq, hlc: Math.max(hlc, now.hlc) });
    await begin();
  };
  return {
    start: async (doctorIds) => {
      assert(book.seq === seqBefore, 'What is written in parts begins with one.');
      if (!aside || isOn) return;
      // The lock on the book would stay with the part; whoever has the only session needs none.
      await session.query('commit', []);
      await begin();
      isOn = true;
      if (doctorIds !== null) {
        book.counter += LEFT_FREE;
        book.seq += LEFT_FREE;
      }
      underWay.apart = { doctorIds: doctorIds && new Set(doctorIds), seq: book.seq };
    },
    end: async () => {
      if (!aside || !isOn || names.length >= PARTS_MAX) return;
      const name = `${book.organisationId}:${underWay.apart?.seq ?? seqBefore}:${names.length}`;
      await aside.say(`prepare transaction '${name}'`);
      names.push(name);
      await aside.letIn();
      await goOn();
    },
    commit: async () => {
      isDecided = true;
      await decide('commit');
    },
    // What could not be committed after the last of them was is committed by the next start.
    rollBack: async () => {
      if (!isDecided) await decide('rollback');
    },
  };
}

/** May whoever writes little do so beside the large write that is under way? Else it comes after it. */
export function keepOff(apart: Apart, book: BookTable): void {
  const isFull = book.seq > apart.seq - LEFT_FREE / 2;
  if (apart.doctorIds === null || isFull) throw new ComesAfter('There is no room beside it.');
}

/** A record that gives away or frees time of a doctor whose time is being written comes after that. */
export function keepOffTime(apart: Apart, bodies: readonly (object | null)[]): void {
  for (const body of bodies) {
    const { doctorId } = (body ?? {}) as { readonly doctorId?: string | null };
    if (doctorId && apart.doctorIds?.has(doctorId))
      throw new ComesAfter('The time is being written.');
  }
}

/**
 * Decides about parts that were set aside when the process ended: they count if the last of them was
 * committed, which moved the book on. Called before anything else is asked of the database.
 */
export async function settleParts({ withSession, aside }: Connector): Promise<void> {
  if (!aside) return;
  const found = await withSession((session) =>
    session.query('select gid from pg_prepared_xacts where database = current_database()', []),
  );
  for (const { gid } of found.rows as readonly { readonly gid: string }[]) {
    const [organisationId, seqBefore] = gid.split(':');
    const moved = await withSession((session) =>
      session.query('select 1 from book where organisation_id = $1 and seq > $2', [
        organisationId,
        Number(seqBefore),
      ]),
    );
    await aside.say(`${moved.rows.length > 0 ? 'commit' : 'rollback'} prepared '${gid}'`);
  }
}
