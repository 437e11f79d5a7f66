import { useEffect, useState } from 'react';
import type { PatientDetails } from '../../shared/model/patient.ts';
import type { VisitTimes } from '../../shared/wire/desk/answers.ts';
import { useDesk } from './desk.ts';

/** Longer than from one letter to the next: nobody reads when they come before it is who is sought. */
const AFTER_TYPING_MS = 150;

type TimesById = ReadonlyMap<string, VisitTimes>;
const NONE: TimesById = new Map();

/**
 * When these patients were here last and come next, by patient: asked once they stand there for a moment,
 * so that each letter waits for who is called so, and not for the book of their visits.
 */
export function useVisitTimes(patients: readonly PatientDetails[] | null): TimesById {
  const { client } = useDesk();
  const [times, setTimes] = useState(NONE);
  useEffect(() => {
    if (patients === null || patients.length === 0) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      const patientIds = patients.map(({ id }) => id);
      client.ask({ kind: 'visit-times', patientIds }).then(
        (came) => isCurrent && setTimes((before) => asKnown(before, came)),
        // They are found again when the line is back, and this is asked with them.
        () => undefined,
      );
    }, AFTER_TYPING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, patients]);
  return times;
}

/** What is the same stays the same object, so that no row is drawn again. */
function asKnown(before: TimesById, came: readonly VisitTimes[]): TimesById {
  return new Map(
    came.map((one) => {
      const former = before.get(one.patientId);
      const isSame =
        former?.lastVisitMs === one.lastVisitMs && former.nextVisitMs === one.nextVisitMs;
      return [one.patientId, isSame ? former : one];
    }),
  );
}
