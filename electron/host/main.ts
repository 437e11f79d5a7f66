import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { toErrorRecord } from '../../shared/core/error-record.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { toHostSchema } from '../../shared/wire/shell/host-message.ts';
import { keepHouse } from './database/housekeeping.ts';
import { StoreUnusable } from './database/store-unusable.ts';
import { describeKeys } from './describe-keys.ts';
import { type HostArguments, parseHostArguments } from './host-options.ts';
import { createImportJobs } from './import/create-import-jobs.ts';
import { KeyringUnusable } from './keyring/keyring-unusable.ts';
import { offerRecoveryKey } from './offer-recovery-key.ts';
import { openBook } from './open-book.ts';
import { openHost } from './open-host.ts';
import { sample } from './sample.ts';
import { serveBrowsers } from './serve-browsers.ts';
import { type ParentPort, serveShell } from './serve-shell.ts';
import { CentralUnreachable } from './sync/central-request.ts';
import { createNetworkSwitch } from './sync/network-switch.ts';

// The host: one process that keeps one book, for the windows of a shell or for browsers.

/** EX_SOFTWARE of sysexits(3): the shell starts the host again. */
const GAVE_UP = 70;
const SAY_FIRST_MS = 200;
const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const parent = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
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

async function run(options: HostArguments): Promise<void> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const { controlToken } = options;
  let isOpen = false;
  parent?.on('message', ({ data }) => {
    if (!isOpen && toHostSchema.safeParse(data).data?.kind === 'stop') process.exit(0);
  });
  const { database, keyring, seal } = await openBook(options, {
    shell: parent ?? null,
    nowMs: clock.nowMs,
    onAbort: (error) => {
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
  const stop = async (): Promise<void> => {
    house.stop();
    await closeFront();
    await host.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  if (parent) {
    serveShell(host, parent, () => void stop());
    offerRecoveryKey(keyring, parent);
  }
  if (!options.serve) return;
  const served = await serveBrowsers(host, {
    rendererFolder: options.rendererFolder ?? RENDERER,
    port: options.port,
    control: controlToken === null ? null : { token: controlToken, cut: network.set },
  });
  closeFront = served.close;
  const note = describeKeys(keyring);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ready: true, url: served.url, note })}\n`
      : `Daybook is ready. Open ${served.url}\n${note === null ? '' : `${note}\n`}`,
  );
}

run(parseHostArguments(process.argv.slice(2))).catch((error: unknown) => {
  const isForPeople = error instanceof StoreUnusable || error instanceof KeyringUnusable;
  const sentence = isForPeople ? error.message : null;
  if (sentence !== null) parent?.postMessage({ kind: 'cannot-open', sentence });
  log.fatal({ err: error }, sentence ?? 'The host could not start.');
  // The shell has to hear the sentence first: a message still under way ends with the process.
  setTimeout(() => process.exit(1), SAY_FIRST_MS);
});
