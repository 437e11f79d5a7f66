import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import type {
  BackupFailure,
  BackupLine,
  BackupPhase,
  BackupRefusal,
} from '../../../shared/wire/desk/backups.ts';
import type { BackupTask } from '../../../shared/wire/shell/backup-check.ts';
import { openRealDisk } from '../database/disk/open-real-disk.ts';
import type { BackupChecker } from './backup-checker.ts';
import { type Backup, listBackups } from './backup-folder.ts';
import { BackupUnusable } from './backup-unusable.ts';
import { type BookCopy, copyBook } from './copy-book.ts';
import { type KeptBackups, keepBackups } from './keep-backups.ts';
import { removeOldBackups } from './remove-old-backups.ts';
import { requestRestore } from './restore-request.ts';

type Report = (phase: BackupPhase) => void;

/** The backups of a book that is open. */
export interface HostBackups extends Omit<KeptBackups, 'note'> {
  /** The newest first. */
  readonly list: () => readonly BackupLine[];
  /** Makes one now. */
  readonly make: (report: Report) => Promise<Result<null, BackupRefusal>>;
  /**
   * Looks into a backup, and has the next start put it in the place of the book, which is at once.
   * What was not handed to central yet is handed over first, if it can be reached.
   */
  readonly restore: (name: string, report: Report) => Promise<Result<null, BackupRefusal>>;
}

export interface BackupPlace {
  readonly dataFolder: string;
  /** What the book is encrypted with; null while there is no room to encrypt it with its key. */
  readonly key: Uint8Array | null;
  readonly checker: BackupChecker;
  readonly nowMs: () => number;
}

export const backupsFolder = (dataFolder: string): string => join(dataFolder, 'backups');

/** Keeps backups of an open book, and does what desks ask of them. */
export function openBackups(
  place: BackupPlace,
  options: {
    readonly connector: Connector;
    readonly lastWritten: () => Promise<number | null>;
    readonly handOver: () => Promise<void>;
    /** Ends the host in good order and starts it again. */
    readonly restart: () => void;
    /** Why the restore before this start was not done. */
    readonly restoreFailure: BackupFailure | null;
    readonly timers: Timers;
    readonly onError: (error: unknown) => void;
  },
): HostBackups {
  const { connector, lastWritten, handOver, restart, timers, onError } = options;
  const folder = backupsFolder(place.dataFolder);
  let isRunning = false;
  /** One at a time: they would take each other's room, and time from the desks. */
  const alone = async <T>(
    run: () => Promise<Result<T, BackupRefusal>>,
  ): Promise<Result<T, BackupRefusal>> => {
    if (isRunning) return err({ kind: 'backup-running' });
    isRunning = true;
    try {
      return await run();
    } finally {
      isRunning = false;
    }
  };
  const make = (report: Report): Promise<Result<null, BackupRefusal>> =>
    alone(async () => {
      report('copying');
      const failure = await connector
        .withSession((session) => backUp(place, session))
        .then((copy) => {
          report('checking');
          return seal(place, copy);
        })
        .catch(toFailure);
      return failure === null ? ok(null) : err(failure);
    });
  const kept = keepBackups({
    make: async () => {
      const made = await make(() => undefined);
      return made.ok || made.error.kind !== 'backup-failed' ? null : made.error;
    },
    newestMs: () => listBackups(folder)[0]?.madeMs ?? null,
    ...{ lastWritten, timers, nowMs: place.nowMs, onError },
  });
  if (options.restoreFailure) kept.note(options.restoreFailure);
  return {
    status: kept.status,
    onChange: kept.onChange,
    stop: kept.stop,
    list: () => listBackups(folder).map(toLine),
    make: async (report) => {
      const made = await make(report);
      if (made.ok) kept.note(null);
      else if (made.error.kind === 'backup-failed') kept.note(made.error);
      return made;
    },
    restore: (name, report) =>
      alone(async () => {
        const backup = listBackups(folder).find((one) => basename(one.folder) === name);
        if (!backup) return err({ kind: 'no-such-backup' });
        report('sending');
        await handOver();
        report('checking');
        const failure = await check(place, { kind: 'verify', folder: backup.folder });
        if (failure !== null) return err(failure);
        report('restarting');
        requestRestore(place.dataFolder, name);
        restart();
        return ok(null);
      }),
  };
}

const toLine = ({ folder, madeMs, facts }: Backup): BackupLine => ({
  name: basename(folder),
  madeMs,
  facts,
});

/** The files of the book as they are between two writes. Desks wait for this, and for no more. */
async function backUp(place: BackupPlace, session: Session): Promise<BookCopy> {
  await session.query('checkpoint', []);
  const { dataFolder, nowMs } = place;
  const to = backupsFolder(dataFolder);
  return copyBook({ disk: openRealDisk(), dataFolder, to, nowMs: nowMs() });
}

/** Makes the copy a backup, and removes what it stands for. */
async function seal(place: BackupPlace, copy: BookCopy): Promise<BackupFailure | null> {
  const failure = await check(place, { kind: 'seal', ...copy });
  if (failure === null) removeOldBackups(openRealDisk(), backupsFolder(place.dataFolder));
  return failure;
}

type KeylessTask =
  | Omit<Extract<BackupTask, { kind: 'seal' }>, 'key'>
  | Omit<Extract<BackupTask, { kind: 'verify' }>, 'key'>;

async function check(place: BackupPlace, task: KeylessTask): Promise<BackupFailure | null> {
  if (place.key === null) {
    const detail = 'There is no room to copy the book to its new key, which comes first.';
    return { kind: 'backup-failed', problem: 'no-room', detail };
  }
  const key = Buffer.from(place.key).toString('base64');
  const checked = await place.checker({ ...task, key });
  if (checked.ok) return null;
  return { kind: 'backup-failed', problem: checked.problem, detail: checked.detail };
}

function toFailure(error: unknown): BackupFailure {
  const problem = error instanceof BackupUnusable ? error.problem : 'failed';
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'backup-failed', problem, detail };
}

/**
 * Backs a book up that is about to be changed by a newer program. That it opens in a copy shows
 * that the change itself goes well, too. Throws BackupUnusable.
 */
export async function backUpBeforeMigration(place: BackupPlace, session: Session): Promise<void> {
  const failure = await backUp(place, session)
    .then((copy) => seal(place, copy))
    .catch(toFailure);
  if (failure === null) return;
  const message = `This Daybook is newer than the book, and changes it only after a backup. ${failure.detail}`;
  throw new BackupUnusable(message, { problem: failure.problem });
}
