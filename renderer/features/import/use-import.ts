import { useState } from 'react';
import { err } from '../../../shared/core/result.ts';
import type {
  ImportInspection,
  ImportMapping,
  ImportRefusal,
  ImportReport,
} from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { useDesk } from '../../intents/desk.ts';
import type { DeskClient } from '../../replica/desk-client.ts';

const PIECE_BYTES = 192 * 1024;
const PIECES_AHEAD = 50;

export type ImportStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'uploading'; readonly percent: number }
  | { readonly kind: 'mapping'; readonly inspection: ImportInspection }
  | {
      readonly kind: 'checked';
      readonly inspection: ImportInspection;
      readonly report: ImportReport;
    }
  | { readonly kind: 'done'; readonly report: ImportReport };

interface Busy {
  readonly importId: string;
  readonly phase: 'checking' | 'writing';
  readonly done: number;
  readonly total: number;
}

/** One file on its way into the book: chosen, looked at, checked, written, or called off. */
export function useImport() {
  const { client } = useDesk();
  const [step, setStep] = useState<ImportStep>({ kind: 'choose' });
  const [refusal, setRefusal] = useState<ImportRefusal | null>(null);
  const [busy, setBusy] = useState<Busy | null>(null);

  const choose = async (file: File): Promise<void> => {
    setRefusal(null);
    if (file.size > IMPORT_BYTES_MAX) {
      setRefusal({ kind: 'file-too-large', maxBytes: IMPORT_BYTES_MAX });
      return;
    }
    const importId = client.newId();
    const onPercent = (percent: number): void => setStep({ kind: 'uploading', percent });
    // A host that had to be started again in between has nothing of the file.
    const inspection = await upload(client, importId, file, onPercent)
      .then(() => client.ask({ kind: 'import-inspect', importId }))
      .catch(() => err<ImportRefusal>({ kind: 'unknown-import' }));
    if (inspection.ok) setStep({ kind: 'mapping', inspection: inspection.value });
    else {
      setRefusal(inspection.error);
      setStep({ kind: 'choose' });
    }
  };
  const whileBusy = async <T>(importId: string, phase: Busy['phase'], run: () => Promise<T>) => {
    setBusy({ importId, phase, done: 0, total: 0 });
    const stop = client.progress.add(({ done, total }) =>
      setBusy({ importId, phase, done, total }),
    );
    try {
      return await run();
    } finally {
      stop();
      setBusy(null);
    }
  };
  const check = async (inspection: ImportInspection, mapping: ImportMapping): Promise<void> => {
    const { importId } = inspection;
    const report = await whileBusy(importId, 'checking', () =>
      client.ask({ kind: 'import-dry-run', importId, mapping }),
    );
    setRefusal(report.ok ? null : report.error);
    if (report.ok) setStep({ kind: 'checked', inspection, report: report.value });
  };
  const apply = async (importId: string): Promise<void> => {
    const report = await whileBusy(importId, 'writing', () =>
      client.ask({ kind: 'import-apply', importId }),
    );
    setRefusal(report.ok ? null : report.error);
    setStep(report.ok ? { kind: 'done', report: report.value } : { kind: 'choose' });
  };
  const cancel = (importId: string): void => void client.ask({ kind: 'import-cancel', importId });
  const restart = (): void => {
    setRefusal(null);
    setStep({ kind: 'choose' });
  };
  return { step, refusal, busy, choose, check, apply, cancel, restart };
}

/** Sends a file piece by piece, so that no message is large and the line stays free for others. */
async function upload(
  client: DeskClient,
  importId: string,
  file: File,
  onPercent: (percent: number) => void,
): Promise<void> {
  const pieces = Math.max(1, Math.ceil(file.size / PIECE_BYTES));
  for (let index = 0; index < pieces; index += 1) {
    const part = file.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    const base64 = await toBase64(part);
    client.tell({
      ...{ type: 'upload', importId, name: file.name.slice(0, 200), index, base64 },
      last: index === pieces - 1,
    });
    // An answer comes after all pieces before it, so that a slow host is not buried in them.
    if (index % PIECES_AHEAD === 0) await client.ask({ kind: 'imports' });
    onPercent(Math.round(((index + 1) / pieces) * 100));
  }
}

const toBase64 = (part: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,?/, ''));
    reader.readAsDataURL(part);
  });
