import { join } from 'node:path';
import type { MendChoice, MendOffers } from '../../shared/wire/shell/host-message.ts';
import { listBackups } from './backup/backup-folder.ts';
import { noteDamage } from './backup/damage-note.ts';
import { mendBook } from './backup/mend-book.ts';
import { backupsFolder } from './backup/open-backups.ts';
import { readReplicaCard } from './backup/replica-card.ts';
import { openRealDisk } from './database/disk/open-real-disk.ts';
import { lockFolder } from './database/folder-lock.ts';
import { StoreUnusable } from './database/store-unusable.ts';
import type { Keyring } from './keyring/open-keyring.ts';
import {
  type BookHands,
  type BookOptions,
  type OpenedBook,
  openBook,
  openBookKeyring,
} from './open-book.ts';

type Hands = BookHands & Required<Pick<BookHands, 'secrets'>>;

/**
 * Opens a book; of one that is damaged the person is asked what to do, until it opens. Without
 * anybody to ask (`ask` is null) it throws what `openBook` throws.
 */
export async function openOrMend(
  options: BookOptions,
  hands: Hands,
  ask: ((offers: MendOffers) => Promise<MendChoice>) | null,
): Promise<OpenedBook> {
  let said = '';
  for (;;) {
    try {
      return await openBook(options, hands);
    } catch (error) {
      if (!(error instanceof StoreUnusable) || error.problem !== 'damaged' || !ask) throw error;
      noteDamage(options.dataFolder, error.message);
      said = await askAndMend(options, hands, (offers) =>
        ask({ ...offers, sentence: [said, error.message].filter(Boolean).join(' ') }),
      );
    }
  }
}

/** Returns what was done, or why it was not, in a sentence. */
async function askAndMend(
  options: BookOptions,
  hands: Hands,
  ask: (offers: Omit<MendOffers, 'sentence'>) => Promise<MendChoice>,
): Promise<string> {
  const { dataFolder } = options;
  const { nowMs, checker } = hands;
  const keyring = await openKeyringAlone(options, hands);
  const card = readReplicaCard(dataFolder, keyring.seals().current);
  const backups = backupsFolder(dataFolder);
  const choice = await ask({
    backupMs: listBackups(backups)[0]?.madeMs ?? null,
    hasCentral: card !== null,
  });
  const { current: key } = keyring.bookKeys();
  try {
    return await mendBook(choice, {
      ...{ disk: openRealDisk(), dataFolder, backups, key, checker, card, nowMs: nowMs() },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function openKeyringAlone(options: BookOptions, hands: Hands): Promise<Keyring> {
  const lock = lockFolder(join(options.dataFolder, 'book'), hands.nowMs());
  try {
    return await openBookKeyring(options, hands);
  } finally {
    lock.release();
  }
}
