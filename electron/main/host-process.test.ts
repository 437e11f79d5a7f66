import { describe, expect, test } from 'vitest';
import type { Timers } from '../../shared/core/timers.ts';
import type { ToHost } from '../../shared/wire/shell/host-message.ts';
import type { HostChild } from './host-child.ts';
import { createHostProcess, type HostState } from './host-process.ts';

/** Timers whose hours pass when the test says so, in order. */
function virtualTimers(): Timers & { readonly pass: (ms: number) => void } {
  let nowMs = 0;
  let waiting: { atMs: number; run: () => void }[] = [];
  return {
    after: (delayMs, run) => {
      const entry = { atMs: nowMs + delayMs, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    pass: (ms) => {
      const endMs = nowMs + ms;
      for (;;) {
        const next = waiting.toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!next || next.atMs > endMs) break;
        nowMs = next.atMs;
        waiting = waiting.filter((other) => other !== next);
        next.run();
      }
      nowMs = endMs;
    },
  };
}

/** Runs of a host that does only what the test lets it do. */
function world() {
  const timers = virtualTimers();
  const runs: {
    readonly heard: (ToHost & { readonly port?: string })[];
    readonly say: (message: unknown) => void;
    readonly end: (code: number) => void;
    isAlive: boolean;
  }[] = [];
  const states: HostState[] = [];
  const fork = (): HostChild<string> => {
    let hear = (_message: unknown): void => undefined;
    let exit = (_code: number): void => undefined;
    const run = {
      heard: [] as (ToHost & { readonly port?: string })[],
      say: (message: unknown) => hear(message),
      isAlive: true,
      end: (code: number) => {
        run.isAlive = false;
        exit(code);
      },
    };
    runs.push(run);
    return {
      postMessage: (message, ports) => {
        run.heard.push(ports?.[0] === undefined ? message : { ...message, port: ports[0] });
      },
      kill: () => run.end(-1),
      onMessage: (listener) => {
        hear = listener;
      },
      onExit: (listener) => {
        exit = listener;
      },
    };
  };
  const host = createHostProcess({
    fork,
    timers,
    onState: (state) => states.push(state),
    answerKeychain: async ({ n, kind }) => {
      const answer = kind === 'keychain-find' ? { secret: 'found', kept: 'kept' } : null;
      return { kind: 'keychain-answer', n, answer };
    },
    showRecoveryKey: async (text) => text === 'written down',
    checkBackup: async ({ folder }) => ({ ok: false, problem: 'not-whole', detail: folder }),
    askMending: async ({ hasCentral }) => (hasCentral ? 'rebuild' : null),
  });
  const current = () => {
    const run = runs.at(-1);
    if (!run) throw new Error('the host was never started');
    return run;
  };
  return { host, timers, runs, states, current };
}

describe('the host process', () => {
  test('hands a window to the host only once it is ready', () => {
    const { host, current } = world();
    host.connectDesk('too early');
    current().say({ kind: 'ready' });
    host.connectDesk('line 1');
    expect(current().heard).toEqual([{ kind: 'desk', port: 'line 1' }]);
  });

  test('hands what the keychain says to the run that asked', async () => {
    const { current } = world();
    const asking = current();
    asking.say({ kind: 'keychain-find', n: 7, kept: 'x' });
    asking.say({ kind: 'keychain-keep', n: 8, secret: 'y' });
    await Promise.resolve();
    await Promise.resolve();
    expect(asking.heard).toEqual([
      { kind: 'keychain-answer', n: 7, answer: { secret: 'found', kept: 'kept' } },
      { kind: 'keychain-answer', n: 8, answer: null },
    ]);
  });

  test('tells the run that asked when its recovery key is written down', async () => {
    const { current } = world();
    current().say({ kind: 'recovery-key', text: 'put off' });
    await Promise.resolve();
    expect(current().heard).toEqual([]);
    current().say({ kind: 'recovery-key', text: 'written down' });
    await Promise.resolve();
    await Promise.resolve();
    expect(current().heard).toEqual([{ kind: 'recovery-key-noted' }]);
  });

  test('hands on what came of a backup, and what the person wants done about a damaged book', async () => {
    const { current } = world();
    const task = { kind: 'verify', folder: 'backups/1', key: '' };
    current().say({ kind: 'check-backup', n: 3, task });
    const offers = { sentence: 'It is damaged.', backupMs: null };
    current().say({ kind: 'damaged', offers: { ...offers, hasCentral: false } });
    current().say({ kind: 'damaged', offers: { ...offers, hasCentral: true } });
    await Promise.resolve();
    await Promise.resolve();
    const checked = { ok: false, problem: 'not-whole', detail: 'backups/1' };
    expect(current().heard).toEqual([
      { kind: 'backup-checked', n: 3, checked },
      { kind: 'mend', choice: 'rebuild' },
    ]);
  });

  test('starts again after an end, later each time, and gives up after eight', () => {
    const { host, timers, runs, states, current } = world();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const before = runs.length;
      current().end(70);
      let waitedMs = 0;
      for (; runs.length === before; waitedMs += 250) timers.pass(250);
      waits.push(waitedMs);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    current().end(70);
    timers.pass(3_600_000);
    expect(runs).toHaveLength(9);
    expect(states.at(-1)).toEqual({ kind: 'failed', exitCode: 70, sentence: undefined });

    host.restart();
    expect(runs).toHaveLength(10);
    current().say({ kind: 'ready' });
    expect(host.state()).toEqual({ kind: 'ready' });
  });

  test('an end after a minute of health counts as the first', () => {
    const { timers, states, current } = world();
    for (let end = 0; end < 20; end += 1) {
      current().say({ kind: 'ready' });
      for (let minute = 0; minute < 2; minute += 1) {
        timers.pass(30_000);
        current().say({ kind: 'pong', n: 1 });
      }
      current().end(70);
      expect(states.at(-1)).toEqual({ kind: 'restarting', attempt: 1, exitCode: 70 });
      timers.pass(250);
    }
  });

  test('a host that says why it cannot open the book is not started again', () => {
    const { timers, runs, states, current } = world();
    current().say({ kind: 'cannot-open', sentence: 'Another Daybook has this folder open.' });
    current().end(1);
    timers.pass(3_600_000);
    expect(runs).toHaveLength(1);
    expect(states).toEqual([
      { kind: 'failed', exitCode: 1, sentence: 'Another Daybook has this folder open.' },
    ]);
  });

  test('a host that is silent for a minute is killed and started again; one that answers is not', () => {
    const { timers, runs, current } = world();
    current().say({ kind: 'ready' });
    for (let n = 1; n <= 100; n += 1) {
      timers.pass(2_000);
      expect(current().heard.at(-1)).toEqual({ kind: 'ping', n });
      current().say({ kind: 'pong', n });
    }
    timers.pass(60_000);
    expect(runs).toHaveLength(1);
    expect(current().isAlive).toBe(true);
    timers.pass(2_250);
    expect(runs.map((run) => run.isAlive)).toEqual([false, true]);
  });

  test('a host that was asked to stop may end, and is not started again', async () => {
    const { host, timers, runs, current } = world();
    current().say({ kind: 'ready' });
    const stopped = host.stop();
    expect(current().heard).toEqual([{ kind: 'stop' }]);
    current().end(0);
    await stopped;
    timers.pass(3_600_000);
    expect(host.state()).toEqual({ kind: 'stopped' });
    expect(runs).toHaveLength(1);
  });

  test('a host that does not stop within five seconds is killed', async () => {
    const { host, timers, current } = world();
    current().say({ kind: 'ready' });
    const stopped = host.stop();
    timers.pass(4_999);
    expect(current().isAlive).toBe(true);
    timers.pass(1);
    await stopped;
    expect(current().isAlive).toBe(false);
  });

  test('stopping while a restart is waited for starts nothing', async () => {
    const { host, timers, runs, current } = world();
    current().end(70);
    await host.stop();
    timers.pass(3_600_000);
    expect(runs).toHaveLength(1);
  });
});
