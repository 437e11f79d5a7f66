import { IN_CLEAR } from '../../shared/core/text-seal.ts';
import { createThrottle } from '../../shared/domain/access/create-throttle.ts';
import { type Engine, openEngine } from '../../shared/engine/open-engine.ts';
import { loadUser } from '../../shared/engine/queries/load-user.ts';
import { noteBackupAlerts } from './backup/note-backup-alerts.ts';
import { createDoor, type Door } from './desk/create-door.ts';
import { createSetUp } from './desk/create-set-up.ts';
import type { DeskHost, OpenBook } from './desk/desk-host.ts';
import { createHoldKeeper, type HoldKeeper } from './desk/hold-keeper.ts';
import { REVIEW_LIMITS } from './desk/looking-limits.ts';
import { createOneTimeLinks } from './desk/one-time-links.ts';
import { openAccessFile } from './desk/open-access-file.ts';
import { openDesk } from './desk/open-desk.ts';
import { forgetReview } from './end-review.ts';
import type { HostOptions } from './host-surroundings.ts';
import { openSignIn } from './open-sign-in.ts';
import { closeBook, openWorkingBook } from './open-working-book.ts';
import { enrolHere } from './sync/enrol-here.ts';
import type { Connection } from './transport/connection.ts';

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

export async function openHost(options: HostOptions): Promise<Host> {
  const { connector, folder, clock, random, seal = IN_CLEAR } = options;
  const engine = openEngine(connector, clock, random);
  const listeners = new Set<() => void>();
  const connections = new Set<Connection>();
  const access = openAccessFile(folder, clock, { random, seal });
  const endReview = async (): Promise<void> => {
    await closeBook(book);
    book = null;
    await forgetReview(connector, folder, access);
    // Their windows come back to a computer that was never set up.
    for (const connection of connections) connection.close();
  };
  let book = await openWorkingBook(options, engine, endReview);
  const open = async (): Promise<void> => {
    book = await openWorkingBook(options, engine, endReview);
    for (const listener of listeners) listener();
  };
  const { backups, stopBackups } = openBackups(options, engine, async () => book?.sync.now());
  const deskHost: DeskHost = {
    engine,
    backups,
    get limits() {
      return book?.branchIds ? REVIEW_LIMITS : null;
    },
    ...{ clock, timers: options.timers, pins: createThrottle(clock) },
    holds: await openHolds(options, engine, book),
    access,
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
    acceptDesk: (connection) => serveDesk(deskHost, connections, connection),
    openDoor: (standing) =>
      createDoor(deskHost.access, createOneTimeLinks(clock, random), standing),
    sampleCode: () => sampleCode(deskHost),
    close: async () => {
      stopBackups();
      for (const connection of connections) connection.close();
      deskHost.holds.stop();
      await closeBook(book);
      // Whoever holds the database's queue finishes first.
      await connector.withSession(async () => undefined);
    },
  };
}

function serveDesk(host: DeskHost, connections: Set<Connection>, connection: Connection): void {
  const desk = openDesk(host, connection);
  connections.add(connection);
  connection.onMessage(desk.receive);
  connection.onClose((how) => {
    connections.delete(connection);
    desk.close(how);
  });
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

/** Backups, and what somebody has to know of them. */
function openBackups(
  { openBackups: open, onError }: HostOptions,
  engine: Engine,
  handOver: () => Promise<void>,
) {
  const backups = open?.({ lastWritten: () => loadLastWritten(engine), handOver }) ?? null;
  const stopAlerts =
    backups &&
    noteBackupAlerts(engine, backups, (error) =>
      onError(error, 'What became of a backup could not be told.'),
    );
  const stopBackups = (): void => {
    backups?.stop();
    stopAlerts?.();
  };
  return { backups, stopBackups };
}

/** What is only looked at is at central whole: no backup is made of it. */
async function loadLastWritten(engine: Engine): Promise<number | null> {
  const book = await engine.loadBook();
  return book === null || book.kind === 'review' ? null : book.seq;
}

async function sampleCode({ book, engine, links }: DeskHost): Promise<string | null> {
  const open = book();
  const login = open?.sampleLogins[0]?.login;
  if (!open || login === undefined) return null;
  const user = await engine.store.read((db) => loadUser(db, open.organisationId, { login }));
  return user ? links.issue(user.id) : null;
}
