import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../../../shared/engine/store/migrate.ts';
import { settleParts } from '../../../shared/engine/store/parts.ts';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { damagedBook, isDamage } from './book-damage.ts';
import type { BookDisk } from './disk/book-disk.ts';
import { openRealDisk } from './disk/open-real-disk.ts';
import { DurableFs } from './durable-fs.ts';
import { EXTENSIONS } from './extensions.ts';
import { findMissingFiles } from './find-missing-files.ts';
import { findTemplate } from './find-template.ts';
import { lockFolder } from './folder-lock.ts';
import type { BookKey } from './inspect-book.ts';
import { createPgliteConnector } from './pglite-connector.ts';
import { proveDurable } from './self-test.ts';
import { settleBook } from './settle-book.ts';
import { START_PARAMETERS } from './start-parameters.ts';
import { StoreUnusable } from './store-unusable.ts';

/** EX_SOFTWARE of sysexits(3): the shell starts the host again. */
const ABORTED = 70;

export interface BranchDatabase {
  readonly pglite: PGlite;
  readonly connector: Connector;
  /** The folder was made just now. */
  readonly firstStart: boolean;
  /** The book is encrypted with the current key; false while there is no room to copy it. */
  readonly isUnderCurrentKey: boolean;
  /** How often a file was forced to the disk since the start. */
  readonly syncCount: () => number;
  /** Waits for what is under way, checkpoints, and lets the folder go. */
  readonly close: () => Promise<void>;
}

/** Each of 64 bytes. A book that still has the former key, or none, is copied under the current. */
export interface BookKeys {
  readonly current: Uint8Array;
  readonly former: Uint8Array | null;
}

/**
 * Opens a branch's database so that what it acknowledges is on the disk. When the disk fails or is
 * full in the middle of a write, the process ends at once without an acknowledgement: going on
 * would spin for ever, and the next start recovers. Throws StoreUnusable when the folder cannot be
 * used, or is damaged; it was not touched then.
 */
export async function openBranchDatabase(options: {
  readonly folder: string;
  readonly nowMs: number;
  /**
   * What the book is encrypted with; null leaves it in clear. A function is asked when the folder
   * is this process's alone.
   */
  readonly keys: BookKeys | null | (() => Promise<BookKeys>);
  readonly templateFolder?: string;
  readonly onAbort?: (error: unknown) => void;
  /** Asked before a book that is older than this program is changed; throwing leaves it as it is. */
  readonly beforeMigration?: (session: Session, key: BookKey) => Promise<void>;
  /** Where the book lies; the disk of this machine unless a test breaks one on purpose. */
  readonly disk?: BookDisk;
}): Promise<BranchDatabase> {
  const { folder, onAbort = () => process.exit(ABORTED), disk = openRealDisk() } = options;
  const template = await findTemplate(options.templateFolder);
  const lock = lockFolder(folder, options.nowMs);
  try {
    const keys = typeof options.keys === 'function' ? await options.keys() : options.keys;
    const key = keys?.current ?? null;
    const former = keys ? [keys.former, null] : [];
    const book = settleBook({ disk, path: folder }, { key, former, template });
    const pglite = await startDatabase(folder, book.disk, onAbort);
    const connector = createPgliteConnector(pglite, { setsAside: true });
    try {
      await proveDurable(pglite, disk.syncCount);
      await findMissingFiles(connector, folder);
      await settleParts(connector);
      const before = (session: Session) => options.beforeMigration?.(session, book.key);
      await migrateOrRefuse(connector, book.isNew ? undefined : before);
    } catch (error) {
      if (isDamage(error)) throw damagedBook(folder, (error as Error).message, error);
      // A damaged database may never come back from being asked to close.
      if (!isDamaged(error)) await pglite.close();
      throw error;
    }
    book.forgetOld();
    return {
      pglite,
      connector,
      firstStart: book.isNew,
      isUnderCurrentKey: book.key === key,
      syncCount: disk.syncCount,
      close: async () => {
        await connector.withSession((session) => session.query('checkpoint', []));
        await pglite.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

const isDamaged = (error: unknown): boolean =>
  error instanceof StoreUnusable && error.problem === 'damaged';

/**
 * A database that gives up while it starts has found its files damaged, unless the disk failed it
 * just then. Once it runs, `onAbort` hears of both.
 */
async function startDatabase(
  folder: string,
  disk: BookDisk,
  onAbort: (error: unknown) => void,
): Promise<PGlite> {
  let isStarted = false;
  const giveUp = (error: unknown): void => {
    const isOfDisk = (error as NodeJS.ErrnoException | undefined)?.code !== undefined;
    if (isStarted || isOfDisk) onAbort(error);
    else throw damagedBook(folder, 'the database gives up on it', error);
  };
  try {
    const pglite = await PGlite.create({
      fs: new DurableFs(folder, disk, giveUp),
      extensions: EXTENSIONS,
      startParams: [...START_PARAMETERS],
    });
    isStarted = true;
    return pglite;
  } catch (error) {
    if (isDamaged(error)) throw error;
    throw damagedBook(folder, error instanceof Error ? error.message : String(error), error);
  }
}

async function migrateOrRefuse(
  connector: Connector,
  before: ((session: Session) => Promise<void> | undefined) | undefined,
): Promise<void> {
  const migrated = await migrate(connector, async (session) => before?.(session));
  if (migrated.ok) return;
  const { store, program } = migrated.error;
  const message = `The book has schema ${store}, and this Daybook knows ${program}. Install the newer Daybook.`;
  throw new StoreUnusable(message, { problem: 'newer-program' });
}
