import { IN_CLEAR } from '../../shared/core/text-seal.ts';
import { keepAlerts } from '../../shared/engine/alerts/keep-alerts.ts';
import { keepHorizon } from '../../shared/engine/keep-horizon.ts';
import { keepPurged } from '../../shared/engine/keep-purged.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { loadReplicaInfo } from '../../shared/engine/queries/load-replica-info.ts';
import { keepReportSums } from '../../shared/engine/reports/keep-report-sums.ts';
import type { BookTable } from '../../shared/engine/store/tables.ts';
import type { SyncStatus } from '../../shared/wire/desk/status.ts';
import { keepReplicaCard } from './backup/replica-card.ts';
import { type DaySheets, openDaySheets } from './day-sheets/open-day-sheets.ts';
import { createDeskFeed } from './desk/desk-feed.ts';
import type { OpenBook } from './desk/desk-host.ts';
import { noImports } from './desk/import-jobs.ts';
import { createKnownUsers } from './desk/known-users.ts';
import { watchReview } from './end-review.ts';
import type { HostOptions } from './host-surroundings.ts';
import { type Near, openNear } from './near/open-near.ts';
import { openDeviceKeys } from './sync/open-device-key.ts';
import { openSync, type Sync } from './sync/open-sync.ts';
import { createTrustingFetch, loadAuthority } from './sync/trusted-authority.ts';

export type WorkingBook = OpenBook & {
  readonly sync: Sync;
  readonly near: (Near & { readonly doctorId: string | null }) | null;
  readonly stop: () => void;
};

export async function closeBook(book: WorkingBook | null): Promise<void> {
  book?.stop();
  await book?.near?.close();
  await book?.imports.close();
  book?.feed.close();
  book?.sync.close();
}

/** Puts the book to work, if this replica was set up. `endReview`: it may be looked at no more. */
export async function openWorkingBook(
  options: HostOptions,
  engine: Engine,
  endReview: () => Promise<void>,
): Promise<WorkingBook | null> {
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
  const isReview = book.kind === 'review';
  const imports = isReview ? noImports : options.openImports(engine, organisationId);
  const sampleLogins = book.isSample ? sample.logins : [];
  const ours = async () => [organisationId];
  const stopHorizon = keepHorizon(engine, ours, timers, (error) =>
    onError(error, 'The horizon could not be moved on.'),
  );
  const stopPurges = keepPurged(engine, ours, timers, (error) =>
    onError(error, 'What every desk knows could not be forgotten.'),
  );
  const stopSums = keepReportSums(engine, ours, timers, (error) =>
    onError(error, 'Reports could not be counted beforehand.'),
  );
  // Where books are looked at, those who work with them look for it.
  const stopAlerts = isReview
    ? watchReview(sync, endReview, (error) => onError(error, 'The books could not be forgotten.'))
    : keepAlerts(engine, ours, timers, (error) =>
        onError(error, 'What somebody has to know of could not be looked for.'),
      );
  const daySheets = openSheets(options, engine, book);
  const near = await openNeighbours(options, engine, book, sync);
  const stop = (): void => {
    daySheets?.stop();
    stopHorizon();
    stopAlerts();
    stopPurges();
    stopSums();
    users.close();
  };
  const branchIds = isReview ? book.branchIds : null;
  return {
    ...{ organisationId, branchIds, sampleLogins, users, feed, sync, imports, daySheets, near },
    stop,
  };
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

/** Whoever has no central server has nobody who says which computers are of the organisation. */
async function openNeighbours(
  options: HostOptions,
  engine: Engine,
  { organisationId, kind, doctorId }: BookTable,
  sync: Sync,
): Promise<WorkingBook['near']> {
  if (sync.carry === null || kind === 'review') return null;
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
