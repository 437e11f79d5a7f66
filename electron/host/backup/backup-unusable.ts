import type { BackupProblem } from '../../../shared/wire/shell/backup-check.ts';

/** Why a backup is not made, verified or restored, in a sentence for the person. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
  readonly problem: BackupProblem;

  constructor(message: string, options: { readonly problem: BackupProblem } & ErrorOptions) {
    super(message, options);
    this.problem = options.problem;
  }
}
