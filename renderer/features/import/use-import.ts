import { useRef, useState } from 'react';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import type {
  ImportInspection,
  ImportPlan,
  ImportReport,
  ImportShape,
} from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { useDesk } from '../../intents/desk.ts';
import { uploadFile } from './upload-file.ts';
import { answered, type ImportTrouble, useImportWork } from './use-import-work.ts';

export type ImportStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'uploading'; readonly importId: string; readonly percent: number }
  | {
      readonly kind: 'mapping';
      readonly inspection: ImportInspection;
      /** What was chosen for the file before, for whoever comes back to it. */
      readonly plan: ImportPlan | null;
    }
  | {
      readonly kind: 'checked';
      readonly inspection: ImportInspection;
      readonly plan: ImportPlan;
      readonly report: ImportReport;
    }
  | { readonly kind: 'done'; readonly report: ImportReport };

/** One file on its way into the book: chosen, looked at, checked, written, or called off. */
export function useImport() {
  const { client } = useDesk();
  const [step, setStep] = useState<ImportStep>({ kind: 'choose' });
  const [refusal, setRefusal] = useState<ImportTrouble | null>(null);
  const { busy, whileBusy, noteCalledOff } = useImportWork();
  const uploading = useRef<string | null>(null);

  const choose = async (file: File): Promise<void> => {
    setRefusal(null);
    if (file.size > IMPORT_BYTES_MAX) {
      setRefusal({ kind: 'file-too-large', maxBytes: IMPORT_BYTES_MAX });
      return;
    }
    const importId = client.newId();
    uploading.current = importId;
    const isWanted = (): boolean => uploading.current === importId;
    const onPercent = (percent: number): void => {
      if (isWanted()) setStep({ kind: 'uploading', importId, percent });
    };
    const inspection = await uploadFile(client, importId, file, { onPercent, isWanted });
    if (!isWanted()) return;
    uploading.current = null;
    if (inspection.ok) setStep({ kind: 'mapping', inspection: inspection.value, plan: null });
    else {
      setRefusal(inspection.error);
      setStep({ kind: 'choose' });
    }
  };
  const reread = async ({ importId }: ImportInspection, shape: ImportShape): Promise<void> => {
    const inspection = await answered(client.ask({ kind: 'import-inspect', importId, shape }));
    setRefusal(inspection.ok ? null : inspection.error);
    if (inspection.ok) setStep({ kind: 'mapping', inspection: inspection.value, plan: null });
  };
  const check = async (inspection: ImportInspection, mapping: ImportPlan): Promise<void> => {
    const { importId } = inspection;
    const report = await whileBusy(importId, () =>
      client.ask({ kind: 'import-dry-run', importId, mapping }),
    );
    setRefusal(report.ok ? null : report.error);
    if (report.ok) setStep({ kind: 'checked', inspection, plan: mapping, report: report.value });
    else if (report.error.kind === 'cancelled') setStep({ kind: 'choose' });
  };
  const apply = async (importId: string, accepts?: WorkAcceptance): Promise<void> => {
    const report = await whileBusy(importId, () =>
      client.ask({ kind: 'import-apply', importId, accepts }),
    );
    setRefusal(report.ok ? null : report.error);
    setStep(report.ok ? { kind: 'done', report: report.value } : { kind: 'choose' });
  };
  const cancel = (importId: string): void => {
    // What is going on with the file answers when it has come to its end.
    noteCalledOff(importId);
    void answered(client.ask({ kind: 'import-cancel', importId }));
    if (uploading.current !== importId) return;
    uploading.current = null;
    setRefusal({ kind: 'cancelled' });
    setStep({ kind: 'choose' });
  };
  /** Back to the choices, for the same file. */
  const back = (inspection: ImportInspection, plan: ImportPlan): void => {
    setRefusal(null);
    setStep({ kind: 'mapping', inspection, plan });
  };
  const restart = (): void => {
    setRefusal(null);
    setStep({ kind: 'choose' });
  };
  return { step, refusal, busy, choose, reread, check, apply, cancel, back, restart };
}
