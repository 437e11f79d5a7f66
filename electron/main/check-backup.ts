import type { BackupChecked, BackupTask } from '../../shared/wire/shell/backup-check.ts';
import { fromHostSchema } from '../../shared/wire/shell/host-message.ts';
import type { HostChild } from './host-child.ts';

/** Looks into a backup in a process of its own, which a host cannot start itself. */
export function checkBackup<Port>(
  fork: () => HostChild<Port>,
  task: BackupTask,
): Promise<BackupChecked> {
  return new Promise((resolve) => {
    const child = fork();
    child.onMessage((received) => {
      const message = fromHostSchema.safeParse(received).data;
      if (message?.kind !== 'backup-checked') return;
      resolve(message.checked);
      child.kill();
    });
    child.onExit((code) => {
      const detail = `The copy could not be opened: what looked into it ended with code ${code}.`;
      resolve({ ok: false, problem: 'not-whole', detail });
    });
    child.postMessage({ kind: 'check-backup', task });
  });
}
