import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { toErrorRecord } from '../../shared/core/error-record.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { toHostSchema } from '../../shared/wire/shell/host-message.ts';
import { keepHouse } from './database/housekeeping.ts';
import { describeKeys } from './describe-keys.ts';
import { findStarter } from './find-starter.ts';
import { type HostArguments, parseHostArguments } from './host-options.ts';
import { createImportJobs } from './import/create-import-jobs.ts';
import { offerRecoveryKey } from './offer-recovery-key.ts';
import { openBook } from './open-book.ts';
import { openHost } from './open-host.ts';
import { sample } from './sample.ts';
import { sayOnLine } from './say-on-line.ts';
import { serveBrowsers } from './serve-browsers.ts';
import { serveShell } from './serve-shell.ts';
import { CentralUnreachable } from './sync/central-request.ts';
import { createNetworkSwitch } from './sync/network-switch.ts';
import { whyItCannotStart, whyItGaveUp } from './why-it-ended.ts';

// The host: one process that keeps one book, for the windows of a shell or for browsers.

/** EX_SOFTWARE of sysexits(3): whoever started the host starts it again. */
const GAVE_UP = 70;
const SAY_FIRST_MS = 200;
const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const starter = findStarter(process);
const log = pino(
  { level: process.env.DAYBOOK_LOG ?? 'warn', serializers: { err: toErrorRecord } },
  pino.destination(2),
);
const clock = { nowMs: () => Date.now() };
const timers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
const onError = (error: unknown, what: string): void => {
  // Being offline is a status that every desk shows, not an error.
  if (error instanceof CentralUnreachable) log.info({ why: error.message }, what);
  else log.error({ err: error }, what);
};

/** Asked to end by a signal and by its starter, it ends once. */
function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}

async function run(options: HostArguments): Promise<void> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const { controlToken } = options;
  let isOpen = false;
  starter?.port.on('message', ({ data }) => {
    const message = isOpen ? undefined : toHostSchema.safeParse(data).data;
    if (message?.kind === 'stop') process.exit(0);
    if (message?.kind === 'ping') starter.port.postMessage({ kind: 'pong', n: message.n });
  });
  const { database, keyring, seal } = await openBook(options, {
    shell: starter?.isShell ? starter.port : null,
    nowMs: clock.nowMs,
    onAbort: (error) => {
      if (options.json) sayOnLine({ ready: false, sentence: whyItGaveUp(error) });
      log.fatal({ err: error }, 'The database gave up. Nothing that was acknowledged is lost.');
      process.exit(GAVE_UP);
    },
  });
  isOpen = true;
  if (!database.isUnderCurrentKey) log.warn('There is no room to copy the book to its new key.');
  const { connector } = database;
  const house = keepHouse(connector.withSession, timers, clock.nowMs, (error) =>
    onError(error, 'Housekeeping was put off.'),
  );
  const network = createNetworkSwitch();
  network.set(options.isCut);
  const host = await openHost({
    connector,
    folder: options.dataFolder,
    seal,
    clock,
    timers,
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    fetch: globalThis.fetch,
    network,
    sample,
    openImports: (engine, organisationId) =>
      createImportJobs(engine, organisationId, join(options.dataFolder, 'imports')),
    onError,
  });
  let closeFront = async (): Promise<void> => undefined;
  const close = async (): Promise<void> => {
    house.stop();
    await closeFront();
    await host.close();
    await database.close();
    process.exit(0);
  };
  const stop = once(() => void close());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  process.once('disconnect', stop);
  if (options.serve) {
    const served = await serveBrowsers(host, {
      rendererFolder: options.rendererFolder ?? RENDERER,
      port: options.port,
      // From the environment, which other accounts of this computer do not see.
      standingCode: process.env.DAYBOOK_DESK_CODE ?? null,
      control: controlToken === null ? null : { token: controlToken, cut: network.set },
    });
    closeFront = served.close;
    tellPeople(options, served.url, describeKeys(keyring));
  }
  if (!starter) return;
  serveShell(host, starter.port, stop);
  if (starter.isShell) offerRecoveryKey(keyring, starter.port);
}

function tellPeople({ json }: HostArguments, url: string, note: string | null): void {
  if (json) sayOnLine({ ready: true, url, note });
  else process.stdout.write(`Daybook is ready. Open ${url}\n${note === null ? '' : `${note}\n`}`);
}

const options = parseHostArguments(process.argv.slice(2));
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
