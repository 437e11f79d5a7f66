import { useState } from 'react';
import type { AskAnswers } from '../../shared/wire/desk/answers.ts';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import type { ExportedFile } from '../../shared/wire/desk/export.ts';
import { useDesk } from './desk.ts';

type FileAsk = Extract<
  Ask,
  { readonly kind: 'export' | 'report-file' | 'day-sheet-file' | 'call-list-file' }
>;

/**
 * Has the host make a file and hands it to `keep`; one at a time. `asked` is the one that is made
 * now; `answer` says what came of the last one.
 */
export function useSaveFile<K extends FileAsk['kind']>(keep: (file: ExportedFile) => void) {
  const { client } = useDesk();
  const [asked, setAsked] = useState<Extract<FileAsk, { readonly kind: K }> | null>(null);
  const [answer, setAnswer] = useState<AskAnswers[K] | 'unanswered' | null>(null);
  const save = async (ask: Extract<FileAsk, { readonly kind: K }>): Promise<void> => {
    setAsked(ask);
    try {
      const found = (await client.ask(ask as FileAsk)) as AskAnswers[FileAsk['kind']];
      if (found.ok) keep(found.value);
      setAnswer(found as AskAnswers[K]);
    } catch {
      setAnswer('unanswered');
    }
    setAsked(null);
  };
  return { asked, isBusy: asked !== null, answer, save };
}
