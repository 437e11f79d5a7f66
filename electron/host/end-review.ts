import fs from 'node:fs';
import { emptyBook } from '../../shared/engine/store/empty-book.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { SyncStatus } from '../../shared/wire/desk/status.ts';
import { backupsFolder } from './backup/open-backups.ts';
import type { Access } from './desk/create-access.ts';
import type { Sync } from './sync/open-sync.ts';

/** What central says to a computer that is to look no more. */
const ENDED: readonly NonNullable<SyncStatus['refusal']>['kind'][] = ['revoked', 'unknown-replica'];

/**
 * Calls `end` once, when central says that this computer may not look at its branches any more.
 * Nothing is lost by forgetting them: nothing is ever entered there.
 */
export function watchReview(
  sync: Pick<Sync, 'status' | 'onChange'>,
  end: () => Promise<void>,
  onError: (error: unknown) => void,
): () => void {
  let isEnded = false;
  const look = async (): Promise<void> => {
    const { refusal } = await sync.status();
    if (isEnded || refusal === null || !ENDED.includes(refusal.kind)) return;
    isEnded = true;
    await end();
  };
  return sync.onChange(() => void look().catch(onError));
}

/** Leaves nothing of the branches on this computer, and nobody signed in. */
export async function forgetReview(
  connector: Connector,
  folder: string,
  access: Pick<Access, 'forgetEverybody'>,
): Promise<void> {
  access.forgetEverybody();
  await emptyBook(connector);
  fs.rmSync(backupsFolder(folder), { recursive: true, force: true });
}
