import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BookToVerify } from './verify-book.ts';

const PROGRAM = new URL('../support/programs/verify-books.ts', import.meta.url);
/** PGlite spins for ever over some damages. */
const TIMEOUT_MS = 120_000;

/** Verifies books in a thread of its own, which a broken one may take with it. */
export interface Verifier extends AsyncDisposable {
  /** What is wrong with a book; nothing, as a rule. */
  readonly verify: (book: BookToVerify) => Promise<readonly string[]>;
}

export function openVerifier(): Verifier {
  let worker: Worker | null = null;
  const end = async (): Promise<void> => {
    const ending = worker;
    worker = null;
    await ending?.terminate();
  };
  return {
    verify: async (book) => {
      worker ??= new Worker(PROGRAM);
      const timer = new AbortController();
      const { signal } = timer;
      worker.postMessage(book);
      try {
        return await Promise.race([
          once(worker, 'message', { signal }).then(([problems]) => problems as readonly string[]),
          once(worker, 'exit', { signal }).then(([code]) => {
            throw new Error(`the database gave up, with code ${code}`);
          }),
          delay(TIMEOUT_MS, undefined, { signal }).then(() => {
            throw new Error('the database hangs');
          }),
        ]);
      } catch (error) {
        await end();
        return [error instanceof Error ? error.message : String(error)];
      } finally {
        timer.abort();
      }
    },
    [Symbol.asyncDispose]: end,
  };
}
