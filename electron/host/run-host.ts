import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Timers } from '../../shared/core/timers.ts';
import type { BackupChecker } from './backup/backup-checker.ts';
import { noteDamage } from './backup/damage-note.ts';
import { openBackups } from './backup/open-backups.ts';
import { damagedBook, watchDamage } from './database/book-damage.ts';
import { keepHouse } from './database/housekeeping.ts';
import { lookOverBook } from './database/look-over-book.ts';
import { noteUse } from './database/note-use.ts';
import { createImportJobs } from './import/create-import-jobs.ts';
import { fetchHands } from './import/kept/fetch-calendar.ts';
import type { OpenedBook } from './open-book.ts';
import { type Host, openHost } from './open-host.ts';
import { sample } from './sample.ts';
import { CentralUnreachable } from './sync/central-request.ts';
import type { NetworkSwitch } from './sync/network-switch.ts';

/** A host that keeps a book, until somebody ends it. */
export interface RunningBook {
  readonly host: Host;
  /** Ends it in good order: what is under way is finished and written down. */
  readonly close: () => Promise<void>;
}

/** Puts an open book to work. `restart` is called when it has to be closed and opened again. */
export async function runHost(
  { database, keyring, seal, restoreFailure }: OpenedBook,
  options: {
    readonly dataFolder: string;
    readonly checker: BackupChecker;
    readonly network: NetworkSwitch;
    readonly timers: Timers;
    readonly nowMs: () => number;
    readonly log: Logger;
    readonly restart: () => void;
  },
): Promise<RunningBook> {
  const { dataFolder, checker, network, timers, nowMs, log, restart } = options;
  const onError = (error: unknown, what: string): void => {
    // Being offline is a status that every desk shows, not an error.
    if (error instanceof CentralUnreachable) log.info({ why: error.message }, what);
    else log.error({ err: error }, what);
  };
  if (!database.isUnderCurrentKey) log.warn('There is no room to copy the book to its new key.');
  const connector = watchDamage(database.connector, (error) => {
    log.error({ err: error }, 'The book is damaged.');
    noteDamage(dataFolder, damagedBook(join(dataFolder, 'book'), String(error)).message);
    restart();
  });
  const house = keepHouse(connector.withSession, timers, nowMs, (error) =>
    onError(error, 'Housekeeping was put off.'),
  );
  const used = noteUse(connector, nowMs);
  const look = lookOverBook(connector, { timers, quietForMs: used.quietForMs }, (error) =>
    onError(error, 'The book could not be looked over.'),
  );
  const key = database.isUnderCurrentKey ? keyring.bookKeys().current : null;
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const host = await openHost({
    connector: used.connector,
    folder: dataFolder,
    seal,
    clock: { nowMs },
    timers,
    random,
    fetch: globalThis.fetch,
    network,
    sample,
    openImports: (engine, organisationId) =>
      createImportJobs({
        ...{ engine, organisationId, folder: join(dataFolder, 'imports'), timers, random },
        hands: fetchHands(network.isCut),
        onError: (error) => onError(error, 'A calendar could not be kept up with.'),
      }),
    openBackups: (book) =>
      openBackups(
        { dataFolder, key, checker, nowMs },
        {
          ...{ connector, timers, restart, restoreFailure, ...book },
          onError: (error) => onError(error, 'A backup could not be made.'),
        },
      ),
    onError,
  });
  return {
    host,
    close: async () => {
      house.stop();
      look.stop();
      await host.close();
      await database.close();
    },
  };
}
