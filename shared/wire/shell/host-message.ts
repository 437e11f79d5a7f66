import { z } from 'zod';
import { backupCheckedSchema, backupTaskSchema } from './backup-check.ts';

/** What can be done about a book that is damaged. None of them changes the damaged one. */
export const mendChoiceSchema = z.enum(['restore', 'rebuild', 'keep', 'try-again']);
export type MendChoice = z.infer<typeof mendChoiceSchema>;

/** What is at hand for a book that is damaged. */
export const mendOffersSchema = z.object({
  /** What is wrong, and what was done about it before. For the person. */
  sentence: z.string(),
  /** When the newest backup was made. */
  backupMs: z.int().nullable(),
  /** A central server has the book, but for what was not sent. */
  hasCentral: z.boolean(),
});
export type MendOffers = z.infer<typeof mendOffersSchema>;

/**
 * What the shell tells the host it started, as messages of the parent port. A `desk` message comes
 * with one port, which is the line to a window.
 */
export const toHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('desk') }),
  z.object({ kind: z.literal('ping'), n: z.int() }),
  /** Finish what runs, write it down, and end with exit code 0. */
  z.object({ kind: z.literal('stop') }),
  /** To question `n` about the keychain; null where it does not have that, or there is none. */
  z.object({
    kind: z.literal('keychain-answer'),
    n: z.int(),
    answer: z.object({ secret: z.string(), kept: z.string() }).nullable(),
  }),
  /** Somebody says that the recovery key is written down: the host need not keep it any more. */
  z.object({ kind: z.literal('recovery-key-noted') }),
  /** To a process that was started for this alone: do it, answer `backup-checked`. */
  z.object({ kind: z.literal('check-backup'), task: backupTaskSchema }),
  /** To question `n`. */
  z.object({ kind: z.literal('backup-checked'), n: z.int(), checked: backupCheckedSchema }),
  /** What to do about a damaged book. */
  z.object({ kind: z.literal('mend'), choice: mendChoiceSchema }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** What the host answers. */
export const fromHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('pong'), n: z.int() }),
  /** Keep this secret in the keychain of the operating system. It comes back with what was kept. */
  z.object({ kind: z.literal('keychain-keep'), n: z.int(), secret: z.string() }),
  /** The secret of what was kept. */
  z.object({ kind: z.literal('keychain-find'), n: z.int(), kept: z.string() }),
  /** Show the recovery key to the person, who has not written it down yet. */
  z.object({ kind: z.literal('recovery-key'), text: z.string() }),
  /**
   * It cannot open the book, and starting again would not help: another program has the folder,
   * the book is newer than the program. `sentence` is for the person at the desk.
   */
  z.object({ kind: z.literal('cannot-open'), sentence: z.string() }),
  /** Do this in a process of its own, and answer with `backup-checked`. */
  z.object({ kind: z.literal('check-backup'), n: z.int(), task: backupTaskSchema }),
  /** From a process that was started for that: what it came to. */
  z.object({ kind: z.literal('backup-checked'), checked: backupCheckedSchema }),
  /** The book is damaged: ask the person, and answer with `mend`. */
  z.object({ kind: z.literal('damaged'), offers: mendOffersSchema }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
