import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { pino } from 'pino';
import { toErrorRecord } from '../shared/core/error-record.ts';
import { openEngine } from '../shared/engine/open-engine.ts';
import { loadFeeds } from '../shared/engine/queries/load-feeds.ts';
import { migrate } from '../shared/engine/store/migrate.ts';
import { SAMPLE_PASSWORD } from '../shared/sample/sample-users.ts';
import { seedSample } from '../shared/sample/seed-sample.ts';
import { openGateways } from './notify/open-gateways.ts';
import { openCentral } from './open-central.ts';
import { openDatabase } from './open-database.ts';
import { listenForSignals } from './postgres/listen-for-signals.ts';
import { parseServerOptions, type ServerOptions } from './server-options.ts';
import { REFUSED_BY_ADDRESS } from './transport/guard-addresses.ts';

// Central: where replicas meet. One process; several may share one PostgreSQL.

const log = pino(
  { level: process.env.DAYBOOK_LOG ?? 'info', serializers: { err: toErrorRecord } },
  pino.destination(2),
);
const clock = { nowMs: () => Date.now() };
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const timers = {
  after: (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

async function run(options: ServerOptions): Promise<void> {
  const { databaseUrl, postgresFolder: folder, host, port, security } = options;
  if (databaseUrl === null) log.info({ folder }, 'No DATABASE_URL: starting an own PostgreSQL.');
  const connector = await openDatabase({
    databaseUrl,
    folder,
    log: (line) => log.debug(line),
  });
  const migrated = await migrate(connector);
  if (!migrated.ok) {
    await connector.close();
    throw new Error('The database was written by a newer version of Daybook than this one.');
  }
  const engine = openEngine(connector, clock, random);
  if (options.sample && !(await engine.loadBook())) {
    const passwordHash = await hash(SAMPLE_PASSWORD);
    await seedSample(engine, connector, { today: options.today, book: 'central', passwordHash });
  }
  const feeds = await engine.store.read(loadFeeds);
  for (const { organisationId } of options.restored ? feeds : []) {
    await engine.reincarnate(organisationId, { replaces: true });
    log.info('Every replica is asked to offer again what the backup may lack.');
  }
  const central = await openCentral({
    ...{ engine, connector, clock, random, timers, log, host, port, security },
    listen: listenForSignals(connector.connectionString, timers),
    foundingKey: options.foundingKey,
    pagesFolder: options.pagesFolder,
    gateways: openGateways(options.notify),
    refusedByAddress: REFUSED_BY_ADDRESS,
  });
  const stop = async (): Promise<void> => {
    await central.close();
    await connector.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  const { url, fingerprint } = central;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ready: true, url, fingerprint })}\n`
      : `Central is ready at ${url}\n${joinHint(fingerprint)}`,
  );
}

/** A certificate that no browser knows is trusted by whoever was told its fingerprint. */
const joinHint = (fingerprint: string | null): string =>
  fingerprint === null
    ? ''
    : `If its certificate is your own, devices join at its address followed by /#sha256=${fingerprint}\n`;

run(parseServerOptions(process.argv.slice(2), process.env)).catch((error: unknown) => {
  log.fatal({ err: error }, 'Central could not start.');
  process.exit(1);
});
