import { useEffect, useState } from 'react';
import type { PatientDetails } from '../../shared/model/patient.ts';
import { createLatest } from './create-latest.ts';
import { useDesk } from './desk.ts';

export interface FoundPatients {
  /** null while nothing was asked. */
  readonly found: readonly PatientDetails[] | null;
  readonly isLooking: boolean;
  /** The host could not be asked, so nobody knows who there is. */
  readonly isLost: boolean;
}

interface Answered {
  /** What was looked for. */
  readonly wanted: string;
  readonly found: FoundPatients['found'];
  readonly isLost: boolean;
}

const NOTHING: Answered = { wanted: '', found: null, isLost: false };

/**
 * Patients found while a name is typed, and anew when something was done here. Only the answer for what
 * stands in the field counts.
 */
export function useFoundPatients(text: string, limit: number): FoundPatients {
  const { client } = useDesk();
  const wanted = text.trim();
  const [answered, setAnswered] = useState(NOTHING);
  const [latest] = useState(createLatest);
  useEffect(() => {
    if (wanted === '') {
      setAnswered(NOTHING);
      return undefined;
    }
    let isCurrent = true;
    const look = (): void =>
      latest(async () => {
        if (!isCurrent) return;
        await client.ask({ kind: 'find-patients', text: wanted, limit }).then(
          (found) =>
            isCurrent &&
            setAnswered((before) => ({
              ...{ wanted, isLost: false, found: asKnown(before.found, found) },
            })),
          () => isCurrent && setAnswered({ wanted, found: null, isLost: true }),
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
  }, [client, wanted, limit, latest]);
  const { found, isLost } = wanted === '' ? NOTHING : answered;
  // Said by what was answered last, so that a letter draws what is around it once, and not twice.
  return { found, isLost, isLooking: wanted !== '' && answered.wanted !== wanted };
}

/** Whoever was found before and is the same stays the same object, so that no row is drawn again. */
function asKnown(
  before: FoundPatients['found'],
  found: readonly PatientDetails[],
): readonly PatientDetails[] {
  const known = new Map(before?.map((patient) => [patient.id, patient]));
  return found.map((patient) => {
    const former = known.get(patient.id);
    return former && JSON.stringify(former) === JSON.stringify(patient) ? former : patient;
  });
}
