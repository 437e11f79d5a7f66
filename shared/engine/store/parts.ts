import { assert } from '../../core/assert.ts';
import { planCacheMode } from './begin.ts';
import type { Cause } from './handles.ts';
import type { Aside, Connector, Session } from './session.ts';
import type { BookTable } from './tables.ts';

/**
 * A large write in several transactions of which all take effect or none: each part but the last is
 * set aside (PostgreSQL's PREPARE TRANSACTION), seen by nobody, and the last, which also moves the
 * counters of the book, decides about them. While one is set aside, nobody else writes; those who read come to
 * their turn and see the book as it was.
 *
 * A part must not touch a row that another part has written, nor one that it may not have beside
 * it: PostgreSQL would wait for that part to be decided, which nobody else could do.
 */
export interface Parts {
  /** From here on it is in parts. Nothing was written yet. */
  readonly start: () => Promise<void>;
  /** Sets aside what was written since. */
  readonly end: () => Promise<void>;
  /** After the last was committed. */
  readonly commit: () => Promise<void>;
  /** After the last was rolled back. */
  readonly rollBack: () => Promise<void>;
}

/** As many as the database has room for; what comes then is of the last part. */
export const PARTS_MAX = 120;

/** Rows of which there are more than this are written in parts, as few as there is room for. */
const ROWS_OF_PART = 1000;

/** How many rows of so many are to be in a part. */
export const rowsOfPart = (rows: number): number =>
  Math.max(ROWS_OF_PART, Math.ceil(rows / (PARTS_MAX - 20)));

/** Also says that what the parts change of reports is told at the end, for all of them at once. */
const MARK = `select set_config('daybook.writing', 'yes', true),
  set_config('daybook.parts', 'yes', true), set_config('plan_cache_mode', $1, true)`;

export function createParts(
  session: Session,
  aside: Aside | undefined,
  { book, cause }: { readonly book: BookTable; readonly cause: Cause },
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
  return {
    start: async () => {
      assert(book.seq === seqBefore, 'What is written in parts begins with one.');
      if (!aside || isOn) return;
      // The lock on the book would stay with the part; whoever has the only session needs none.
      await session.query('commit', []);
      await begin();
      isOn = true;
    },
    end: async () => {
      if (!aside || !isOn || names.length >= PARTS_MAX) return;
      const name = `${book.organisationId}:${seqBefore}:${names.length}`;
      await aside.say(`prepare transaction '${name}'`);
      names.push(name);
      await aside.letReadIn();
      await begin();
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
