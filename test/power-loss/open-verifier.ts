import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BookToVerify } from './verify-book.ts';

const PROGRAM = fileURLToPath(new URL('../support/programs/verify-books.ts', import.meta.url));
/** PGlite spins for ever over some damages. */
const TIMEOUT_MS = 120_000;
/**
 * V8 itself now and then ends a process that compiles WebAssembly, by a signal
 * (https://github.com/nodejs/node/issues/64500); a damaged book makes PGlite exit with a code.
 */
const TRIES = 2;

/**
 * Verifies books in a process of its own, which a broken one may take with it. A thread would not
 * do: threads that compile WebAssembly share V8's list of code pages, and have ended test runs.
 */
export interface Verifier extends AsyncDisposable {
  /** What is wrong with a book; nothing, as a rule. */
  readonly verify: (book: BookToVerify) => Promise<readonly string[]>;
}

/** The process ended by a signal that nobody sent. */
class EndedBySignal extends Error {}

export function openVerifier(): Verifier {
  let child: ChildProcess | null = null;
  const end = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill('SIGKILL');
    await once(ending, 'exit');
  };
  const tryVerify = async (book: BookToVerify): Promise<readonly string[]> => {
    child ??= fork(PROGRAM, { serialization: 'advanced', execArgv: [] });
    const timer = new AbortController();
    const { signal } = timer;
    child.send(book);
    try {
      return await Promise.race([
        once(child, 'message', { signal }).then(([problems]) => problems as readonly string[]),
        once(child, 'exit', { signal }).then(([code, by]) => {
          if (by !== null) throw new EndedBySignal(`the process ended by ${by}`);
          throw new Error(`the database gave up, with code ${code}`);
        }),
        delay(TIMEOUT_MS, undefined, { signal }).then(() => {
          throw new Error('the database hangs');
        }),
      ]);
    } finally {
      timer.abort();
    }
  };
  const verify = async (book: BookToVerify, tries: number): Promise<readonly string[]> => {
    try {
      return await tryVerify(book);
    } catch (error) {
      await end();
      if (error instanceof EndedBySignal && tries > 1) return await verify(book, tries - 1);
      return [error instanceof Error ? error.message : String(error)];
    }
  };
  return { verify: (book) => verify(book, TRIES), [Symbol.asyncDispose]: end };
}
