import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { backupRefusalWords } from '../../words/backup-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './sync-words.ts';

/** That the last backup failed, why, and since when there is none. */
export function BackupTrouble() {
  const backups = useSession((session) => session.backups);
  const say = useSay();
  if (!backups?.failure) return null;
  const { newestMs, failure } = backups;
  const { title, advice } = backupRefusalWords(failure);
  return (
    <Notice tone="warn" title={title}>
      <p>
        {newestMs === null
          ? words.noBackupYet
          : words.newestBackup(`${say.day(newestMs)}, ${say.time(newestMs)}`)}{' '}
        {advice}
      </p>
      <p>{failure.detail}</p>
    </Notice>
  );
}
