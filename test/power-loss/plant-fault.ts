import { setTimeout as delay } from 'node:timers/promises';
import type { BookDisk } from '../../electron/host/database/disk/book-disk.ts';
import type { Connector } from '../../shared/engine/store/session.ts';

/** A mistake made on purpose, to see whether it is found. */
export interface Fault {
  readonly disk?: (disk: BookDisk) => BookDisk;
  readonly connector?: (connector: Connector) => Connector;
}

/** The disk says that files with this in their path are safe, and does nothing for it. */
export const ignoreSyncs =
  (part: string) =>
  (disk: BookDisk): BookDisk => {
    const paths = new Map<number, string>();
    let ignored = 0;
    const named = (file: number, path: string): number => {
      paths.set(file, path);
      return file;
    };
    return {
      ...disk,
      open: (path, access) => named(disk.open(path, access), path),
      create: (path, mode) => named(disk.create(path, mode), path),
      sync: (file) => {
        if (!paths.get(file)?.includes(part)) disk.sync(file);
        else ignored += 1;
      },
      syncCount: () => disk.syncCount() + ignored,
    };
  };

/** Names are never forced to the disk. */
export const ignoreFolderSyncs = (disk: BookDisk): BookDisk => ({
  ...disk,
  syncFolder: () => undefined,
});

/** Says that a transaction is committed, and commits it a little later. */
export const answerEarly = (connector: Connector, laterMs = 5): Connector => ({
  withSession: (use) =>
    new Promise((resolve, reject) => {
      const run = connector.withSession(async (session) => {
        let isDue = false;
        const answered = use({
          ...session,
          query: (sql, parameters) => {
            if (sql !== 'commit') return session.query(sql, parameters);
            isDue = true;
            return Promise.resolve({ rows: [], affected: 0 });
          },
        });
        answered.then(resolve, reject);
        await answered;
        if (!isDue) return;
        await delay(laterMs);
        await session.query('commit', []);
      });
      run.catch(reject);
    }),
});

/** A commit does not wait for the log to reach the disk. */
export const commitWithoutWaiting = (connector: Connector): Connector => ({
  withSession: (use) =>
    connector.withSession(async (session) => {
      await session.query('set synchronous_commit = off', []);
      return use(session);
    }),
});
