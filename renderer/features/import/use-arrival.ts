import { useRef } from 'react';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import type { CalendarSource, KeptCalendar } from '../../../shared/wire/desk/kept-calendar.ts';
import { useDesk } from '../../intents/desk.ts';
import { type ImportStep, toFetched } from './import-step.ts';
import { uploadFile } from './upload-file.ts';
import { answered, type ImportTrouble } from './use-import-work.ts';

/** How a file, or a calendar from its address, comes to the host to be looked at. */
export function useArrival(
  setStep: (step: ImportStep) => void,
  setRefusal: (refusal: ImportTrouble | null) => void,
) {
  const { client } = useDesk();
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
    if (inspection.ok)
      setStep({ kind: 'mapping', inspection: inspection.value, plan: null, fetched: null });
    else {
      setRefusal(inspection.error);
      setStep({ kind: 'choose' });
    }
  };
  const fetch = async (source: CalendarSource, kept: KeptCalendar | null): Promise<void> => {
    const importId = client.newId();
    setRefusal(null);
    setStep({ kind: 'fetching', importId });
    const found = await answered(client.ask({ kind: 'import-fetch', importId, source }));
    setRefusal(found.ok ? null : found.error);
    setStep(found.ok ? toFetched(found.value, kept) : { kind: 'choose' });
  };
  /** A file that is still being sent is not sent any further. */
  const callOff = (importId: string): void => {
    if (uploading.current !== importId) return;
    uploading.current = null;
    setRefusal({ kind: 'cancelled' });
    setStep({ kind: 'choose' });
  };
  return { choose, fetch, callOff };
}
