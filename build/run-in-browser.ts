import { join } from 'node:path';
import { readHostLine } from '../electron/host/say-on-line.ts';
import { failureWords } from '../electron/main/failure-words.ts';
import { createHostProcess, type HostState } from '../electron/main/host-process.ts';
import { openShellLog } from '../electron/main/shell-log.ts';
import type { Timers } from '../shared/core/timers.ts';
import { forkNodeHost } from './fork-node-host.ts';

const timers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Keeps a host under plain Node running for browsers of this machine, as the shell keeps one for its
 * windows: one that ends is started again where it was, some times and ever later. What the person
 * should know is told in sentences; the host's log goes to `host.log` in the data folder. Resolves
 * with the exit code when it is over.
 */
export function runInBrowser(options: {
  readonly node: string;
  /** The host's program. */
  readonly entry: string;
  readonly folder: string;
  readonly say: (sentence: string) => void;
  readonly open: (address: string) => void;
}): Promise<number> {
  const { node, entry, folder, say } = options;
  const log = openShellLog(join(folder, 'host.log'), () => new Date().toISOString());
  const over = Promise.withResolvers<number>();
  let port = 0;
  const onLine = (text: string): void => {
    const line = readHostLine(text);
    if (line?.ready === false) say(line.sentence);
    if (!line?.ready) return;
    const isBack = port !== 0;
    port = Number(new URL(line.url).port);
    // A damaged book is asked about on a page of its own, whose address nobody has yet.
    const isQuestion = new URL(line.url).pathname.startsWith('/mend/');
    if (isBack && !isQuestion) say('Daybook is there again.');
    else tellReady(line, options);
  };
  const fork = () => {
    const place = ['--data-folder', folder, '--port', String(port)];
    return forkNodeHost(node, [entry, ...place, '--serve', '--json'], { onLine, onLog: log.write });
  };
  const onState = (state: HostState): void => {
    log.write(`host ${JSON.stringify(state)}`);
    tellState(state, say);
    if (state.kind === 'stopped') over.resolve(0);
    if (state.kind === 'failed') over.resolve(1);
  };
  const host = createHostProcess<never>({
    ...{ fork, onState, timers },
    // The keychain is the shell's; here a file keeps the key, and a sentence tells of it.
    answerKeychain: async ({ n }) => ({ kind: 'keychain-answer', n, answer: null }),
    showRecoveryKey: async () => false,
    // A host without a shell looks into backups and asks on a page of its own.
    checkBackup: async () => ({ ok: false, problem: 'failed', detail: 'There is no shell.' }),
    askMending: async () => null,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void host.stop());
  return over.promise;
}

function tellReady(
  { url, note }: { readonly url: string; readonly note: string | null },
  { say, open }: Pick<Parameters<typeof runInBrowser>[0], 'say' | 'open'>,
): void {
  if (note !== null) say(note);
  say(`Daybook is ready. Open ${url} and end it with Ctrl+C.`);
  open(url);
}

function tellState(state: HostState, say: (sentence: string) => void): void {
  if (state.kind === 'restarting') {
    say(`The part that keeps the book ended (code ${state.exitCode}). It is started again.`);
  }
  // The host's own reason was said by itself.
  if (state.kind !== 'failed' || state.sentence !== undefined) return;
  for (const sentence of failureWords(undefined, state.exitCode)) say(sentence);
}
