/** Why a backup is not made, verified or restored, in a sentence for the person. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
}
