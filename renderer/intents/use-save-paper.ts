import { useState } from 'react';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import type { ExportedFile } from '../../shared/wire/desk/export.ts';
import type { PaperAnswer } from '../../shared/wire/desk/paper.ts';
import { useDesk } from './desk.ts';

type PaperAsk = Extract<Ask, { kind: 'day-sheet-file' | 'call-list-file' }>;

/** Has the host make a PDF and hands it to `keep`; `answer` says what came of the last one. */
export function useSavePaper(keep: (file: ExportedFile) => void) {
  const { client } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<PaperAnswer | 'unanswered' | null>(null);
  const save = async (ask: PaperAsk): Promise<void> => {
    setBusy(true);
    try {
      const found = await client.ask(ask);
      if (found.ok) keep(found.value);
      setAnswer(found);
    } catch {
      setAnswer('unanswered');
    }
    setBusy(false);
  };
  return { isBusy, answer, save };
}
