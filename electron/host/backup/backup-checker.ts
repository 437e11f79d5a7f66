import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type BackupChecked,
  type BackupTask,
  backupCheckedSchema,
} from '../../../shared/wire/shell/backup-check.ts';
import { toHostSchema } from '../../../shared/wire/shell/host-message.ts';
import type { ShellLine } from '../keyring/open-shell-keychain.ts';

/** Does a task in a process of its own; that may end by whatever is wrong with the backup. */
export type BackupChecker = (task: BackupTask) => Promise<BackupChecked>;

/** A book of a million rows takes less than a minute. */
const CHECK_MAX_MS = 30 * 60_000;
/**
 * V8 itself now and then ends a process that compiles WebAssembly, by a signal
 * (https://github.com/nodejs/node/issues/64500).
 */
const TRIES = 2;

/** The host's own program, which also does this, when told so. */
const HOST = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Under plain Node, where a process starts another; `program` is the host's own, if it is bundled. */
export function createNodeChecker({
  dataFolder,
  templateFolder,
  program = HOST,
}: {
  readonly dataFolder: string;
  readonly templateFolder: string | null;
  readonly program?: string;
}): BackupChecker {
  const template = templateFolder === null ? [] : ['--template', templateFolder];
  const args = ['--check-backup', '--data-folder', dataFolder, ...template];
  return async (task) => {
    for (let left = TRIES; ; left -= 1) {
      const checked = await checkOnce([program, ...args], task);
      if (checked !== null) return checked;
      if (left <= 1) return endedBy('a signal');
    }
  };
}

/** null when a signal ended it that nobody sent. */
function checkOnce(
  [program, ...args]: readonly [string, ...string[]],
  task: BackupTask,
): Promise<BackupChecked | null> {
  const child = fork(program, args, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, CHECK_MAX_MS);
    child.on('message', (message) => {
      const checked = backupCheckedSchema.safeParse(message).data;
      if (checked) resolve(checked);
    });
    child.once('error', (error) => resolve(endedBy(error.message)));
    child.once('exit', (code) => {
      clearTimeout(timer);
      process.off('exit', end);
      resolve(code === null && !isLate ? null : endedBy(isLate ? 'its slowness' : `code ${code}`));
    });
    child.send(task, (error) => {
      if (error) resolve(endedBy(error.message));
    });
  });
}

const endedBy = (what: string): BackupChecked => ({
  ok: false,
  problem: 'not-whole',
  detail: `The copy could not be opened: what looked into it was ended by ${what}.`,
});

/** Under a shell, which alone can start another process. */
export function createShellChecker(shell: ShellLine): BackupChecker {
  const waiting = new Map<number, (checked: BackupChecked) => void>();
  shell.on('message', ({ data }) => {
    const message = toHostSchema.safeParse(data).data;
    if (message?.kind !== 'backup-checked') return;
    waiting.get(message.n)?.(message.checked);
    waiting.delete(message.n);
  });
  let last = 0;
  return (task) => {
    last += 1;
    const n = last;
    const answer = new Promise<BackupChecked>((resolve) => waiting.set(n, resolve));
    shell.postMessage({ kind: 'check-backup', n, task });
    return answer;
  };
}
