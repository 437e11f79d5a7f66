import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { StoreUnusable } from './store-unusable.ts';

/** PostgreSQL's codes for a page, and an index, that is not as it was written. */
const DAMAGE = new Set(['XX001', 'XX002']);
/** Its code for a file that is not there. */
const NO_FILE = '58P01';
const FILE_OF_BOOK = /"(base|global|pg_\w+)\//;

/** Whether the database says by this error that its files are damaged. */
export function isDamage(error: unknown): boolean {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  if (code === NO_FILE) return FILE_OF_BOOK.test(message ?? '');
  return DAMAGE.has(code ?? '');
}

/** The refusal to open a damaged book. What it says of itself is for whoever helps. */
export function damagedBook(path: string, why: string, cause?: unknown): StoreUnusable {
  const message = `The book in ${path} is damaged (${why}). Nothing of it was repaired or removed.`;
  return new StoreUnusable(message, { problem: 'damaged', cause });
}

/** The same database; whoever asks it something is answered as before, and damage is told. */
export function watchDamage(connector: Connector, onDamage: (error: unknown) => void): Connector {
  const told = async <T>(run: Promise<T>): Promise<T> => {
    try {
      return await run;
    } catch (error) {
      if (isDamage(error)) onDamage(error);
      throw error;
    }
  };
  const watched = (session: Session): Session => ({
    ...session,
    query: (sql, parameters) => told(session.query(sql, parameters)),
    script: (sql) => told(session.script(sql)),
    copyIn: (target, bytes) => told(session.copyIn(target, bytes)),
    copyOut: (target) => told(session.copyOut(target)),
  });
  // The same object each time: what the store prepares for a session is kept by it.
  const known = new WeakMap<Session, Session>();
  const watchedOnce = (session: Session): Session => {
    const found = known.get(session) ?? watched(session);
    known.set(session, found);
    return found;
  };
  const { withSession, withReading, aside } = connector;
  return {
    withSession: (use) => withSession((session) => use(watchedOnce(session))),
    ...(withReading && {
      withReading: (use) => withReading((session) => use(watchedOnce(session))),
    }),
    ...(aside && { aside: { ...aside, say: (sql) => told(aside.say(sql)) } }),
  };
}
