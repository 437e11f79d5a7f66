import { basename } from 'node:path';
import type { MendChoice } from '../../../shared/wire/shell/host-message.ts';
import type { BookDisk } from '../database/disk/book-disk.ts';
import type { BackupChecker } from './backup-checker.ts';
import { listBackups } from './backup-folder.ts';
import { BackupUnusable } from './backup-unusable.ts';
import { forgetDamage } from './damage-note.ts';
import { copyAside, keepAside } from './keep-aside.ts';
import type { ReplicaCard } from './replica-card.ts';
import { restoreBackup } from './restore-backup.ts';
import { noteTakeOver } from './take-over.ts';
import { withBookLock } from './with-book-lock.ts';

/**
 * Does what a person chose to do about a damaged book, which stays as it is, at another name where
 * something takes its place. Returns what was done, in a sentence. Throws BackupUnusable with the
 * reason why it cannot be; nothing was changed then.
 */
export async function mendBook(
  choice: MendChoice,
  place: {
    readonly disk: BookDisk;
    readonly dataFolder: string;
    readonly backups: string;
    readonly key: Uint8Array;
    readonly checker: BackupChecker;
    readonly card: ReplicaCard | null;
    readonly nowMs: number;
  },
): Promise<string> {
  const { disk, dataFolder, nowMs } = place;
  switch (choice) {
    case 'restore':
      return restoreNewest(place);
    case 'rebuild': {
      if (place.card === null) {
        const message = 'No central server has this book, so it cannot be fetched from one.';
        throw new BackupUnusable(message, { problem: 'failed' });
      }
      const kept = withBookLock(dataFolder, nowMs, () => {
        noteTakeOver(dataFolder, 'empty');
        return keepAside(disk, dataFolder, nowMs);
      });
      forgetDamage(dataFolder);
      return `The book is fetched from the central server.${keptWords(kept)}`;
    }
    case 'keep': {
      const kept = withBookLock(dataFolder, nowMs, () => copyAside(dataFolder, nowMs));
      return `A copy of the damaged book is in ${kept}.`;
    }
    case 'try-again':
      forgetDamage(dataFolder);
      return 'The book was tried again.';
  }
}

/** The newest that is whole: of the others one hears, too. */
async function restoreNewest({
  disk,
  dataFolder,
  backups,
  key,
  checker,
  nowMs,
}: Parameters<typeof mendBook>[1]): Promise<string> {
  const problems: string[] = [];
  for (const { folder } of listBackups(backups)) {
    const task = { kind: 'verify' as const, folder, key: Buffer.from(key).toString('base64') };
    const checked = await checker(task);
    if (!checked.ok) {
      problems.push(checked.detail);
      continue;
    }
    const kept = withBookLock(dataFolder, nowMs, () =>
      restoreBackup({ disk, dataFolder, backup: folder, nowMs }),
    );
    forgetDamage(dataFolder);
    return `The backup ${basename(folder)} is in place.${keptWords(kept)}`;
  }
  const why = problems.length === 0 ? 'There is none.' : problems.join(' ');
  throw new BackupUnusable(`No backup can be used. ${why}`, { problem: 'not-whole' });
}

const keptWords = (kept: string | null): string =>
  kept === null ? '' : ` The damaged book is kept in ${kept}.`;
