import { useEffect, useState } from 'react';
import type { PatientMatch } from '../../shared/wire/desk/answers.ts';
import { createLatest } from './create-latest.ts';
import { useDesk } from './desk.ts';

export interface FoundPatients {
  /** null while nothing was asked. */
  readonly found: readonly PatientMatch[] | null;
  readonly isLooking: boolean;
  /** The host could not be asked, so nobody knows who there is. */
  readonly isLost: boolean;
}

const NOBODY_ASKED: FoundPatients = { found: null, isLooking: false, isLost: false };

/**
 * Patients found while a name is typed, and anew when something was done here. Only the answer for what
 * stands in the field counts.
 */
export function useFoundPatients(text: string, limit: number): FoundPatients {
  const { client } = useDesk();
  const [state, setState] = useState(NOBODY_ASKED);
  const [latest] = useState(createLatest);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === '') {
      setState(NOBODY_ASKED);
      return undefined;
    }
    let isCurrent = true;
    setState((before) => ({ ...before, isLooking: true }));
    const look = (): void =>
      latest(async () => {
        if (!isCurrent) return;
        await client.ask({ kind: 'find-patients', text: wanted, limit }).then(
          (found) =>
            isCurrent &&
            setState((before) => ({ ...NOBODY_ASKED, found: asKnown(before.found, found) })),
          () => isCurrent && setState({ ...NOBODY_ASKED, isLost: true }),
        );
      });
    look();
    const stop = [
      client.ready.add(look),
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) look();
      }),
    ];
    return () => {
      isCurrent = false;
      for (const one of stop) one();
    };
  }, [client, text, limit, latest]);
  return state;
}

/** Whoever was found before and is the same stays the same object, so that no row is drawn again. */
function asKnown(
  before: FoundPatients['found'],
  found: readonly PatientMatch[],
): readonly PatientMatch[] {
  const known = new Map(before?.map((patient) => [patient.id, patient]));
  return found.map((patient) => {
    const former = known.get(patient.id);
    return former && JSON.stringify(former) === JSON.stringify(patient) ? former : patient;
  });
}
