import { useEffect, useState } from 'react';
import type { Openings } from '../../../shared/model/openings.ts';
import type { DeskCollection } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { onRowsChanged, useRows } from '../../replica/rows-store.ts';

/** What is written at once is looked at once, and after what the person waits for. */
const SETTLED_MS = 1200;
/** A deadline that passes, or a hold that runs out, is written by nobody. */
const AGAIN_MS = 60_000;

/** Whatever says what is free, and who waits. */
const MATTERS: ReadonlySet<DeskCollection> = new Set([
  ...(['wishes', 'appointments', 'busy', 'sessions', 'holds', 'timeOff'] as const),
  ...(['closures', 'slots', 'services', 'messagings'] as const),
]);

/** The free times that people on a branch's waitlist want, looked for again as the book changes. */
export function useOpenings(branchId: string | null): Openings | null {
  const { client } = useDesk();
  const [openings, setOpenings] = useState<Openings | null>(null);
  const [turn, setTurn] = useState(0);
  const wishes = useRows('wishes');
  const isAnybody = [...wishes.values()].some(({ state }) => state === 'waiting');
  useEffect(() => {
    const timer = setInterval(() => setTurn((last) => last + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn looks again.
  useEffect(() => {
    if (branchId === null || !isAnybody) {
      setOpenings(null);
      return undefined;
    }
    let isWanted = true;
    const look = (): void => {
      client.ask({ kind: 'openings', branchId }).then(
        (found) => isWanted && setOpenings(found),
        // Without a line it is looked again as soon as there is one.
        () => undefined,
      );
    };
    let timer = setTimeout(look, SETTLED_MS);
    const stopReady = client.ready.add(look);
    const stopRows = onRowsChanged(({ collection }) => {
      if (!MATTERS.has(collection)) return;
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED_MS);
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
      stopReady();
      stopRows();
    };
  }, [client, branchId, isAnybody, turn]);
  return openings;
}
