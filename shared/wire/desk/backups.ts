import type { BackupFacts, BackupProblem } from '../shell/backup-check.ts';

/** One backup of the book behind this desk. */
export interface BackupLine {
  /** It sorts by when it was made, and is what a restore names. */
  readonly name: string;
  readonly madeMs: number;
  /** What was found when it was opened and looked into; null if that is not known of it. */
  readonly facts: BackupFacts | null;
}

/** Why a backup was not made, or not restored. `detail` is for whoever looks after the computer. */
export interface BackupFailure {
  readonly kind: 'backup-failed';
  readonly problem: BackupProblem;
  readonly detail: string;
}

export type BackupRefusal =
  | BackupFailure
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'no-such-backup' }
  /** Another backup is being made, or restored, at this moment. */
  | { readonly kind: 'backup-running' };

/** How the backups stand, told to every desk when it changes. */
export interface BackupStatus {
  /** When the newest was made; null if there is none. */
  readonly newestMs: number | null;
  /** Why the last attempt came to nothing; null once one succeeded. */
  readonly failure: (BackupFailure & { readonly atMs: number }) | null;
}

/** What is being done about a backup that somebody waits for. */
export const BACKUP_PHASES = ['sending', 'copying', 'checking', 'restarting'] as const;
export type BackupPhase = (typeof BACKUP_PHASES)[number];
