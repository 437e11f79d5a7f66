import { useEffect, useState } from 'react';
import type { PatientMatch } from '../../shared/wire/desk/answers.ts';
import { useDesk } from './desk.ts';

const TYPING_PAUSE_MS = 80;

export interface FoundPatients {
  /** null while nothing was asked. */
  readonly found: readonly PatientMatch[] | null;
  readonly isLooking: boolean;
}

/**
 * Patients found while a name is typed. Answers come in any order; only the one for what stands in
 * the field counts.
 */
export function useFoundPatients(text: string, limit: number): FoundPatients {
  const { client } = useDesk();
  const [state, setState] = useState<FoundPatients>({ found: null, isLooking: false });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === '') {
      setState({ found: null, isLooking: false });
      return undefined;
    }
    let isCurrent = true;
    setState((before) => ({ ...before, isLooking: true }));
    const show = (found: readonly PatientMatch[]): void => {
      if (isCurrent) setState({ found, isLooking: false });
    };
    const timer = setTimeout(() => {
      client.ask({ kind: 'find-patients', text: wanted, limit }).then(show, () => show([]));
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, text, limit]);
  return state;
}
