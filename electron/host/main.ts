import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { toErrorRecord } from '../../shared/core/error-record.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { toHostSchema } from '../../shared/wire/shell/host-message.ts';
import { createNodeChecker, createShellChecker } from './backup/backup-checker.ts';
import { findStarter } from './find-starter.ts';
import { type HostArguments, parseHostArguments } from './host-options.ts';
import { takeSecrets } from './keyring/take-secrets.ts';
import { type Front, openFront } from './open-front.ts';
import { openOrMend } from './open-or-mend.ts';
import { runHost } from './run-host.ts';
import { sayOnLine } from './say-on-line.ts';
import { serveBackupCheck } from './serve-backup-check.ts';
import { createNetworkSwitch } from './sync/network-switch.ts';
import { whyItCannotStart, whyItGaveUp } from './why-it-ended.ts';

// The host: one process that keeps one book, for the windows of a shell or for browsers.

/** EX_SOFTWARE of sysexits(3): whoever started the host starts it again. */
const GAVE_UP = 70;
const SAY_FIRST_MS = 200;
const OWN_FILE = fileURLToPath(import.meta.url);
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const starter = findStarter(process);
const shell = starter?.isShell ? starter.port : null;
const log = pino(
  { level: process.env.DAYBOOK_LOG ?? 'warn', serializers: { err: toErrorRecord } },
  pino.destination(2),
);
const nowMs = (): number => Date.now();
const timers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
const network = createNetworkSwitch();

async function run(options: HostArguments): Promise<void> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const hands = {
    shell,
    nowMs,
    onAbort: (error: unknown) => {
      if (options.json) sayOnLine({ ready: false, sentence: whyItGaveUp(error) });
      log.fatal({ err: error }, 'The database gave up. Nothing that was acknowledged is lost.');
      process.exit(GAVE_UP);
    },
    checker: shell
      ? createShellChecker(shell)
      : createNodeChecker({ ...options, program: OWN_FILE }),
    secrets: takeSecrets(process.env, options.dataFolder),
  };
  network.set(options.isCut);
  const front = openFront(options, starter, network);
  for (;;) {
    const how = await live(options, hands, front);
    // Whoever started it starts it again.
    if (how === 'stop' || starter) process.exit(0);
  }
}

/** From the opening of the book to its closing. */
async function live(
  options: HostArguments,
  hands: Parameters<typeof openOrMend>[1],
  front: Front,
): Promise<'stop' | 'restart'> {
  const end = Promise.withResolvers<'stop' | 'restart'>();
  let isOpen = false;
  const stop = (): void => {
    if (!isOpen) process.exit(0);
    end.resolve('stop');
  };
  starter?.port.on('message', ({ data }) => {
    const message = isOpen ? undefined : toHostSchema.safeParse(data).data;
    if (message?.kind === 'stop') stop();
    if (message?.kind === 'ping') starter.port.postMessage({ kind: 'pong', n: message.n });
  });
  for (const signal of SIGNALS) process.on(signal, stop);
  process.once('disconnect', stop);
  const book = await openOrMend(options, hands, front.ask);
  isOpen = true;
  const { host, close } = await runHost(book, {
    ...{ dataFolder: options.dataFolder, checker: hands.checker, network, timers, nowMs, log },
    // Whoever asked for it hears so first.
    restart: () => timers.after(SAY_FIRST_MS, () => end.resolve('restart')),
  });
  const served = await front.open(host, book, stop);
  const how = await end.promise;
  await served.close();
  await close();
  for (const signal of SIGNALS) process.off(signal, stop);
  process.off('disconnect', stop);
  return how;
}

const options = parseHostArguments(process.argv.slice(2));
if (options.checkBackup) serveBackupCheck(shell, { nowMs, templateFolder: options.templateFolder });
else
  run(options).catch((error: unknown) => {
    const sentence = whyItCannotStart(error);
    if (sentence !== null) {
      starter?.port.postMessage({ kind: 'cannot-open', sentence });
      if (options.json) sayOnLine({ ready: false, sentence });
    }
    log.fatal({ err: error }, sentence ?? 'The host could not start.');
    // Who started it has to hear the sentence first: a message still under way ends with the process.
    setTimeout(() => process.exit(1), SAY_FIRST_MS);
  });
