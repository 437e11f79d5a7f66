import { useEffect, useState } from 'react';
import type { TimeOff } from '../../../shared/model/time-off.ts';
import type { Affected } from '../../../shared/wire/desk/answers.ts';
import { useDesk } from '../../intents/desk.ts';

/** While somebody changes a date, half of it is no date yet. */
const SETTLED_MS = 250;

/** Whom an absence would hit, as it is in the form; null while it is not known. */
export function useAffected(
  whose: { readonly doctorId: string | null; readonly branchId: string | null } | null,
  times: readonly Pick<TimeOff, 'startMs' | 'endMs'>[],
): Affected | null {
  const { client } = useDesk();
  const [known, setKnown] = useState<{ readonly key: string; readonly affected: Affected } | null>(
    null,
  );
  const key = JSON.stringify([whose, times]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whose and which times.
  useEffect(() => {
    if (whose === null || times.length === 0) return;
    const timer = setTimeout(() => {
      const asked = client.ask({ kind: 'affected', whose, times: [...times] });
      asked.then(
        (affected) => setKnown({ key, affected }),
        () => undefined,
      );
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [client, key]);
  return known?.key === key ? known.affected : null;
}
