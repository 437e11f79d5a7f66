import { type BackupChecked, backupTaskSchema } from '../../shared/wire/shell/backup-check.ts';
import type { FromHost } from '../../shared/wire/shell/host-message.ts';
import { toHostSchema } from '../../shared/wire/shell/host-message.ts';
import { runBackupTask } from './backup/run-backup-task.ts';

/** Does one task that a host, or the shell for it, sends this process, answers, and ends. */
export function serveBackupCheck(
  shell: {
    on(name: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
    readonly postMessage: (message: FromHost) => void;
  } | null,
  using: { readonly nowMs: () => number; readonly templateFolder: string | null },
): void {
  const run = async (given: unknown, answer: (checked: BackupChecked) => void): Promise<void> => {
    const { templateFolder } = using;
    answer(
      await runBackupTask(backupTaskSchema.parse(given), {
        ...{ nowMs: using.nowMs(), templateFolder },
      }),
    );
  };
  if (shell) {
    shell.on('message', ({ data }) => {
      const message = toHostSchema.safeParse(data).data;
      if (message?.kind !== 'check-backup') return;
      void run(message.task, (checked) => shell.postMessage({ kind: 'backup-checked', checked }));
    });
    return;
  }
  process.on('message', (given) => {
    void run(given, (checked) => process.send?.(checked, () => process.exit(0)));
  });
  // Its host is gone.
  process.once('disconnect', () => process.exit(1));
}
