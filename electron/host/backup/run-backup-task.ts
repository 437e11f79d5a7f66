import type { BackupChecked, BackupTask } from '../../../shared/wire/shell/backup-check.ts';
import { openRealDisk } from '../database/disk/open-real-disk.ts';
import { BackupUnusable } from './backup-unusable.ts';
import { sealBackup } from './seal-backup.ts';
import { verifyBackup } from './verify-backup.ts';

/** Does what a host asked with a backup. For a process of its own; it never throws. */
export async function runBackupTask(
  task: BackupTask,
  using: { readonly nowMs: number; readonly templateFolder: string | null },
): Promise<BackupChecked> {
  const key = Buffer.from(task.key, 'base64');
  const { folder } = task;
  try {
    const facts =
      task.kind === 'seal'
        ? await sealBackup({ folder, madeMs: task.madeMs }, key, { ...using, disk: openRealDisk() })
        : await verifyBackup(folder, key, using);
    return { ok: true, facts };
  } catch (error) {
    const problem = error instanceof BackupUnusable ? error.problem : 'failed';
    return { ok: false, problem, detail: error instanceof Error ? error.message : String(error) };
  }
}
