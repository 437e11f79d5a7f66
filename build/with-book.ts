import { join } from 'node:path';
import { openBranchDatabase } from '../electron/host/database/open-branch-database.ts';
import { openKeyring } from '../electron/host/keyring/open-keyring.ts';
import { takeSecrets } from '../electron/host/keyring/take-secrets.ts';
import { openKeychains } from '../electron/host/open-book.ts';
import type { TextSeal } from '../shared/core/text-seal.ts';
import type { Connector } from '../shared/engine/store/session.ts';

interface OpenedBook {
  readonly connector: Connector;
  /** What the files beside the book are sealed with. */
  readonly seal: TextSeal;
}

/**
 * Opens the book of a data folder with its key, while no Daybook has it open, and closes it whatever
 * happens. Throws with a sentence for the person if it cannot be opened.
 */
export async function withBook<T>(
  place: { readonly dataFolder: string; readonly keyFolder: string | null },
  act: (book: OpenedBook) => Promise<T>,
): Promise<T> {
  const { dataFolder } = place;
  const keychains = await openKeychains(null, place.keyFolder);
  const secrets = takeSecrets(process.env, dataFolder);
  const keyring = await openKeyring(dataFolder, Date.now, { keychains, ...secrets });
  if (!keyring) throw new Error(`There is no encrypted book in ${dataFolder}.`);
  const database = await openBranchDatabase({
    ...{ folder: join(dataFolder, 'book'), nowMs: Date.now(), keys: keyring.bookKeys() },
  });
  try {
    return await act({ connector: database.connector, seal: keyring.seals().current });
  } finally {
    await database.close();
  }
}
