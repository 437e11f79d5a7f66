import type { Connector, Session } from '../../shared/engine/store/session.ts';

/** The process ended in the middle of something. */
export class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** A database whose program can be made to end at any of its queries. */
export interface FaultyConnector extends Connector {
  /**
   * Ends the program at the `queries`-th query from now: before it is asked, or, where it may have
   * been done already, before its answer is heard.
   */
  readonly crashAfter: (queries: number, isDone: boolean) => void;
  readonly isDown: () => boolean;
  /** While it is spared, nothing happens to it that was not already under way. */
  readonly spare: (isSpared: boolean) => void;
  /** The program was started again, or will not be ended after all. */
  readonly mend: () => void;
  /** Resolves when nobody has a session. */
  readonly settle: () => Promise<void>;
  readonly isBusy: () => boolean;
}

/**
 * A database takes back by itself what a program had begun when it ended; so of a program that is
 * down nothing is heard but that.
 */
export function createFaultyConnector(inner: Connector): FaultyConnector {
  let left = Number.POSITIVE_INFINITY;
  let isLastDone = false;
  let isDown = false;
  let isSpared = false;
  const running = new Set<Promise<unknown>>();
  const wrapped = new WeakMap<Session, Session>();

  const ask = async <T>(run: () => Promise<T>): Promise<T> => {
    if (isDown) throw new Crashed();
    if (!isSpared) left -= 1;
    if (isSpared || left > 0) return run();
    isDown = true;
    if (isLastDone) await run();
    throw new Crashed();
  };
  const wrap = (session: Session): Session => {
    const known = wrapped.get(session);
    if (known) return known;
    const faulty: Session = {
      query: (sql, parameters) =>
        sql === 'rollback'
          ? session.query(sql, parameters)
          : ask(() => session.query(sql, parameters)),
      script: (sql) => ask(() => session.script(sql)),
      copyIn: (target, bytes) => ask(() => session.copyIn(target, bytes)),
      copyOut: (target) => ask(() => session.copyOut(target)),
    };
    wrapped.set(session, faulty);
    return faulty;
  };
  return {
    withSession: (use) => {
      const run = inner.withSession(async (session) => {
        try {
          return await use(wrap(session));
        } finally {
          // Whatever had been begun.
          if (isDown) await session.query('rollback', []);
        }
      });
      running.add(run);
      const forget = (): void => void running.delete(run);
      run.then(forget, forget);
      return run;
    },
    crashAfter: (queries, isDone) => {
      left = queries;
      isLastDone = isDone;
    },
    isDown: () => isDown,
    spare: (spared) => {
      isSpared = spared;
    },
    mend: () => {
      left = Number.POSITIVE_INFINITY;
      isDown = false;
    },
    isBusy: () => running.size > 0,
    settle: async () => {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}
