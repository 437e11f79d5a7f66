import { z } from 'zod';

/**
 * What a process of its own does with a backup, so that the host goes on meanwhile, and whatever a
 * damaged copy does to that process does not happen to the host. `key` is the book's, in base64.
 */
export const backupTaskSchema = z.discriminatedUnion('kind', [
  /** Makes a fresh copy of a book a backup: proves it, opens it, and gives it its name. */
  z.object({
    kind: z.literal('seal'),
    folder: z.string(),
    key: z.string(),
    madeMs: z.int(),
  }),
  /** Opens a backup again, and looks into it. */
  z.object({ kind: z.literal('verify'), folder: z.string(), key: z.string() }),
]);
export type BackupTask = z.infer<typeof backupTaskSchema>;

/** What a backup holds, as the book in it says. */
export const backupFactsSchema = z.object({
  appointments: z.int(),
  patients: z.int(),
  bytes: z.int(),
  /** Where its audit trail ends; missing in backups of before that was looked for. */
  trail: z.object({ no: z.int(), hash: z.string() }).optional(),
});
export type BackupFacts = z.infer<typeof backupFactsSchema>;

/** Why there is no backup, or none that can be used. */
export const backupProblemSchema = z.enum(['no-room', 'not-whole', 'other-key', 'failed']);
export type BackupProblem = z.infer<typeof backupProblemSchema>;

export const backupCheckedSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), facts: backupFactsSchema }),
  /** `detail` is for the person who looks after the computer. */
  z.object({ ok: z.literal(false), problem: backupProblemSchema, detail: z.string() }),
]);
export type BackupChecked = z.infer<typeof backupCheckedSchema>;
