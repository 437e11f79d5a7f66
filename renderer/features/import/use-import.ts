import { useState } from 'react';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import type {
  ImportInspection,
  ImportPlan,
  ImportShape,
} from '../../../shared/wire/desk/import.ts';
import { useDesk } from '../../intents/desk.ts';
import type { FetchedCalendar, ImportStep } from './import-step.ts';
import { useArrival } from './use-arrival.ts';
import { answered, type ImportTrouble, useImportWork } from './use-import-work.ts';

/** One file on its way into the book: chosen, looked at, checked, written, or called off. */
export function useImport() {
  const { client } = useDesk();
  const [step, setStep] = useState<ImportStep>({ kind: 'choose' });
  const [refusal, setRefusal] = useState<ImportTrouble | null>(null);
  const { busy, whileBusy, noteCalledOff } = useImportWork();
  const { choose, fetch, callOff } = useArrival(setStep, setRefusal);

  const reread = async ({ importId }: ImportInspection, shape: ImportShape): Promise<void> => {
    const inspection = await answered(client.ask({ kind: 'import-inspect', importId, shape }));
    setRefusal(inspection.ok ? null : inspection.error);
    if (inspection.ok)
      setStep({ kind: 'mapping', inspection: inspection.value, plan: null, fetched: null });
  };
  const check = async (
    inspection: ImportInspection,
    mapping: ImportPlan,
    fetched: FetchedCalendar | null,
  ): Promise<void> => {
    const { importId } = inspection;
    const report = await whileBusy(importId, () =>
      client.ask({ kind: 'import-dry-run', importId, mapping }),
    );
    setRefusal(report.ok ? null : report.error);
    if (report.ok) {
      setStep({ kind: 'checked', inspection, plan: mapping, report: report.value, fetched });
    } else if (report.error.kind === 'cancelled') setStep({ kind: 'choose' });
  };
  const apply = async (
    importId: string,
    fetched: FetchedCalendar | null,
    accepts?: WorkAcceptance,
  ): Promise<void> => {
    const keep = fetched?.keep;
    const report = await whileBusy(importId, () =>
      client.ask({ kind: 'import-apply', importId, accepts, keep }),
    );
    setRefusal(report.ok ? null : report.error);
    setStep(
      report.ok
        ? { kind: 'done', report: report.value, isKept: fetched !== null }
        : { kind: 'choose' },
    );
  };
  const cancel = (importId: string): void => {
    // What is going on with the file answers when it has come to its end.
    noteCalledOff(importId);
    void answered(client.ask({ kind: 'import-cancel', importId }));
    callOff(importId);
  };
  /** Back to the choices, for the same file. */
  const back = ({ inspection, plan, fetched }: Extract<ImportStep, { kind: 'checked' }>): void => {
    setRefusal(null);
    setStep({ kind: 'mapping', inspection, plan, fetched });
  };
  const restart = (): void => {
    setRefusal(null);
    setStep({ kind: 'choose' });
  };
  return { step, refusal, busy, choose, fetch, reread, check, apply, cancel, back, restart };
}
