import { useState } from 'react';
import { err, type Result } from '../../../shared/core/result.ts';
import type { ImportRefusal, ImportReport } from '../../../shared/wire/desk/import.ts';
import { useDesk } from '../../intents/desk.ts';

/** A refusal of the host, or that it never said what became of the file. */
export type ImportTrouble = ImportRefusal | { readonly kind: 'unanswered' };

export interface ImportWork {
  readonly importId: string;
  readonly phase: 'checking' | 'writing';
  readonly done: number;
  readonly total: number;
  readonly isCalledOff: boolean;
}

/** How far the host is with a file, by what it says meanwhile. */
export function useImportWork() {
  const { client } = useDesk();
  const [busy, setBusy] = useState<ImportWork | null>(null);
  const whileBusy = async (
    importId: string,
    ask: () => Promise<Result<ImportReport, ImportRefusal>>,
  ): Promise<Result<ImportReport, ImportTrouble>> => {
    setBusy({ importId, phase: 'checking', done: 0, total: 0, isCalledOff: false });
    const stop = client.progress.add(({ importId: of, phase, done, total }) => {
      if (of !== importId) return;
      setBusy((now) => ({ importId, phase, done, total, isCalledOff: now?.isCalledOff ?? false }));
    });
    const answer = await answered(ask());
    stop();
    setBusy(null);
    return answer;
  };
  /** Nobody wants it any more; the host says so when it has come to its end. */
  const noteCalledOff = (importId: string): void =>
    setBusy((now) => (now?.importId === importId ? { ...now, isCalledOff: true } : now));
  return { busy, whileBusy, noteCalledOff };
}

/** A line that breaks, or a host that fails, says nothing of the file. */
export async function answered<T>(
  answer: Promise<Result<T, ImportRefusal>>,
): Promise<Result<T, ImportTrouble>> {
  try {
    return await answer;
  } catch {
    return err({ kind: 'unanswered' });
  }
}
