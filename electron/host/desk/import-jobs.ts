import { err } from '../../../shared/core/result.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import type { DeskUp } from '../../../shared/wire/desk/up.ts';

export type ImportAsk = Extract<Ask, { readonly kind: 'imports' | `import-${string}` }>;
export type Upload = Extract<DeskUp, { readonly type: 'upload' }>;
export type ImportProgress = Extract<DeskDown, { readonly type: 'progress' }>;

/** What the desk needs of whoever reads files in. */
export interface ImportJobs {
  /** Takes the next piece of a file. What is wrong with it is told when the file is asked about. */
  readonly upload: (actor: Actor, piece: Upload) => Promise<void>;
  /** `report` is called now and then while the answer takes its time. */
  readonly answer: (
    actor: Actor,
    ask: ImportAsk,
    report: (progress: ImportProgress) => void,
  ) => Promise<AnswerOf<ImportAsk>>;
  /**
   * What this person has had done with the file is not wanted any more. Asks nothing of the book, so
   * that it is heard while the file is written, when every question waits.
   */
  readonly callOff: (userId: string, importId: string) => void;
  /** Ends reading by itself what calendars at addresses have. */
  readonly close: () => Promise<void>;
}

/** A host that reads no files. */
export const noImports: ImportJobs = {
  upload: async () => undefined,
  answer: async (_actor, ask) =>
    ask.kind === 'imports'
      ? []
      : ask.kind === 'import-kept'
        ? null
        : err({ kind: 'unknown-import' }),
  callOff: () => undefined,
  close: async () => undefined,
};
