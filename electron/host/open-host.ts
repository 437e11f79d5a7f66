import type { Clock } from '../../shared/core/clock.ts';
import type { Random } from '../../shared/core/random.ts';
import { IN_CLEAR, type TextSeal } from '../../shared/core/text-seal.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { createThrottle } from '../../shared/domain/access/create-throttle.ts';
import { keepAlerts } from '../../shared/engine/alerts/keep-alerts.ts';
import { keepHorizon } from '../../shared/engine/keep-horizon.ts';
import { keepPurged } from '../../shared/engine/keep-purged.ts';
import { type Engine, openEngine } from '../../shared/engine/open-engine.ts';
import { loadReplicaInfo } from '../../shared/engine/queries/load-replica-info.ts';
import { loadUser } from '../../shared/engine/queries/load-user.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { BookTable } from '../../shared/engine/store/tables.ts';
import type { SyncStatus } from '../../shared/wire/desk/status.ts';
import { noteBackupAlerts } from './backup/note-backup-alerts.ts';
import type { HostBackups } from './backup/open-backups.ts';
import { keepReplicaCard } from './backup/replica-card.ts';
import { type DaySheets, openDaySheets } from './day-sheets/open-day-sheets.ts';
import { createDoor, type Door } from './desk/create-door.ts';
import { createSetUp } from './desk/create-set-up.ts';
import { createDeskFeed } from './desk/desk-feed.ts';
import type { DeskHost, OpenBook, SampleLogins } from './desk/desk-host.ts';
import { createHoldKeeper, type HoldKeeper } from './desk/hold-keeper.ts';
import type { ImportJobs } from './desk/import-jobs.ts';
import { createKnownUsers } from './desk/known-users.ts';
import { createFailedSignIns } from './desk/note-failed-sign-in.ts';
import { createOneTimeLinks } from './desk/one-time-links.ts';
import { openAccessFile } from './desk/open-access-file.ts';
import { openDesk } from './desk/open-desk.ts';
import { createSignIn, type SignIn } from './desk/sign-in.ts';
import { type Near, openNear } from './near/open-near.ts';
import type { Fetch } from './sync/central-request.ts';
import { enrolHere } from './sync/enrol-here.ts';
import type { NetworkSwitch } from './sync/network-switch.ts';
import { openDeviceKeys } from './sync/open-device-key.ts';
import { openSync, type Sync } from './sync/open-sync.ts';
import { createTrustingFetch, loadAuthority } from './sync/trusted-authority.ts';
import type { Connection } from './transport/connection.ts';

/** A small organisation to look around in. */
export interface Sample {
  readonly seed: (
    engine: Engine,
    connector: Connector,
    today: string | null,
  ) => Promise<{ readonly userId: string }>;
  readonly logins: SampleLogins;
}

export interface HostOptions {
  readonly connector: Connector;
  /** The folder beside the database, for keys and sign-ins. */
  readonly folder: string;
  /** For what is kept in that folder; in clear if it is left out. */
  readonly seal?: TextSeal;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly network: NetworkSwitch;
  readonly sample: Sample;
  readonly openImports: (engine: Engine, organisationId: string) => ImportJobs;
  /** Keeps backups of the book; left out where it is kept nowhere. */
  readonly openBackups?: (book: {
    readonly lastWritten: () => Promise<number | null>;
    readonly handOver: () => Promise<void>;
  }) => HostBackups;
  readonly onError: (error: unknown, what: string) => void;
}

/** A replica at work: its engine, its desks and its way to central. */
export interface Host {
  /** Serves a desk until its line closes. */
  readonly acceptDesk: (connection: Connection) => void;
  /** What keeps browsers out that no link of this host opened; see `createDoor`. */
  readonly openDoor: (standing: string | null) => Door;
  /** A code that signs the sample's first person in once; null in an organisation that is real. */
  readonly sampleCode: () => Promise<string | null>;
  readonly close: () => Promise<void>;
}

type WorkingBook = OpenBook & {
  readonly sync: Sync;
  readonly near: (Near & { readonly doctorId: string | null }) | null;
  readonly stop: () => void;
};

export async function openHost(options: HostOptions): Promise<Host> {
  const { connector, folder, clock, random, seal = IN_CLEAR } = options;
  const engine = openEngine(connector, clock, random);
  const listeners = new Set<() => void>();
  const connections = new Set<Connection>();
  let book = await openBook(options, engine);
  const open = async (): Promise<void> => {
    book = await openBook(options, engine);
    for (const listener of listeners) listener();
  };
  const backups =
    options.openBackups?.({
      lastWritten: async () => (await engine.loadBook())?.seq ?? null,
      handOver: async () => book?.sync.now(),
    }) ?? null;
  const stopBackupAlerts =
    backups &&
    noteBackupAlerts(engine, backups, (error) =>
      options.onError(error, 'What became of a backup could not be told.'),
    );
  const deskHost: DeskHost = {
    engine,
    backups,
    limits: null,
    ...{ clock, timers: options.timers, pins: createThrottle(clock) },
    holds: await openHolds(options, engine, book),
    access: openAccessFile(folder, clock, { random, seal }),
    links: createOneTimeLinks(clock, random),
    signIn: openSignIn(options, engine),
    book: () => book,
    onSetUp: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setUp: createSetUp({
      engine,
      connector,
      open,
      seedSample: (today) => options.sample.seed(engine, connector, today),
      enrol: (centralUrl, code) => enrolHere(options, centralUrl, code),
    }),
    onError: options.onError,
  };
  return {
    acceptDesk: (connection) => {
      const desk = openDesk(deskHost, connection);
      connections.add(connection);
      connection.onMessage(desk.receive);
      connection.onClose((how) => {
        connections.delete(connection);
        desk.close(how);
      });
    },
    openDoor: (standing) =>
      createDoor(deskHost.access, createOneTimeLinks(clock, random), standing),
    sampleCode: () => sampleCode(deskHost),
    close: async () => {
      backups?.stop();
      stopBackupAlerts?.();
      for (const connection of connections) connection.close();
      deskHost.holds.stop();
      book?.stop();
      await book?.near?.close();
      await book?.imports.close();
      book?.feed.close();
      book?.sync.close();
      // Whoever holds the database's queue finishes first.
      await connector.withSession(async () => undefined);
    },
  };
}

/** What was held when this host ended is looked after as well. */
async function openHolds(
  { timers, onError }: HostOptions,
  engine: Engine,
  book: OpenBook | null,
): Promise<HoldKeeper> {
  const holds = createHoldKeeper({ engine, timers }, onError);
  if (book) await holds.adopt(book.organisationId);
  return holds;
}

/** Puts the book to work, if this replica was set up. */
async function openBook(options: HostOptions, engine: Engine): Promise<WorkingBook | null> {
  const book = await engine.loadBook();
  if (!book || !(await engine.store.read((db) => loadReplicaInfo(db)))) return null;
  const { organisationId } = book;
  const keepCard = (known: BookTable): void =>
    keepReplicaCard(options.folder, options.seal ?? IN_CLEAR, known);
  keepCard(book);
  const { clock, timers, random, fetch, network, sample, onError } = options;
  const feed = createDeskFeed({
    store: engine.store,
    organisationId,
    clock,
    timers,
    onError: (error) => onError(error, 'The feed could not be read.'),
  });
  const users = createKnownUsers(engine.store, organisationId);
  const authority = loadAuthority(options.folder);
  const sync = openSync({
    engine,
    book,
    keys: () => openDeviceKeys(options.folder, options.seal),
    clock,
    timers,
    random,
    fetch: authority === null ? fetch : createTrustingFetch(authority),
    authority,
    network,
    onRenamed: keepCard,
    onError: (error) => onError(error, 'Central could not be reached.'),
  });
  const imports = options.openImports(engine, organisationId);
  const sampleLogins = book.isSample ? sample.logins : [];
  const ours = async () => [organisationId];
  const stopHorizon = keepHorizon(engine, ours, timers, (error) =>
    onError(error, 'The horizon could not be moved on.'),
  );
  const stopPurges = keepPurged(engine, ours, timers, (error) =>
    onError(error, 'What every desk knows could not be forgotten.'),
  );
  const stopAlerts = keepAlerts(engine, ours, timers, (error) =>
    onError(error, 'What somebody has to know of could not be looked for.'),
  );
  const daySheets = openSheets(options, engine, book);
  const near = await openNeighbours(options, engine, book, sync);
  const stop = (): void => {
    daySheets?.stop();
    stopHorizon();
    stopAlerts();
    stopPurges();
    users.close();
  };
  return { organisationId, sampleLogins, users, feed, sync, imports, daySheets, near, stop };
}

/** A branch's computer writes the day into a file, if somebody wants that; a laptop goes home. */
function openSheets(options: HostOptions, engine: Engine, book: BookTable): DaySheets | null {
  const { organisationId, branchId } = book;
  if (book.kind !== 'branch' || branchId === null) return null;
  const { folder, seal = IN_CLEAR, clock, timers, onError } = options;
  return openDaySheets({
    ...{ folder, seal, store: engine.store, organisationId, branchId, clock, timers },
    onError: (error) => onError(error, 'The day sheet could not be written.'),
  });
}

/** Wrong passwords that come again and again are told of. */
function openSignIn({ clock, onError }: HostOptions, engine: Engine): SignIn {
  const noteFailed = createFailedSignIns(engine);
  return createSignIn(
    clock,
    (login) => loadLogin(engine, login),
    (user) =>
      void noteFailed(user).catch((error: unknown) =>
        onError(error, 'A wrong password could not be told of.'),
      ),
  );
}

/** Whoever has no central server has nobody who says which computers are of the organisation. */
async function openNeighbours(
  options: HostOptions,
  engine: Engine,
  { organisationId, doctorId }: BookTable,
  sync: Sync,
): Promise<WorkingBook['near']> {
  if (sync.carry === null) return null;
  const { folder, seal = IN_CLEAR, clock, timers, random, fetch, onError } = options;
  const near = await openNear({
    ...{ folder, seal, engine, organisationId, carry: sync.carry, clock, timers, random, fetch },
    key: () => openDeviceKeys(folder, seal).current(),
    isOnline: async () => HEARD.includes((await sync.status()).state),
    onError: (error) => onError(error, 'A computer of the network could not be met.'),
  });
  return { ...near, doctorId };
}

const HEARD: readonly SyncStatus['state'][] = ['synced', 'syncing'];

async function loadLogin(engine: Engine, login: string) {
  const book = await engine.loadBook();
  if (!book) return null;
  return engine.store.read((db) => loadUser(db, book.organisationId, { login }));
}

async function sampleCode({ book, engine, links }: DeskHost): Promise<string | null> {
  const open = book();
  const login = open?.sampleLogins[0]?.login;
  if (!open || login === undefined) return null;
  const user = await engine.store.read((db) => loadUser(db, open.organisationId, { login }));
  return user ? links.issue(user.id) : null;
}
