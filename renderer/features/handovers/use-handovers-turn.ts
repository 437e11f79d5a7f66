import { useCallback, useEffect, useState } from 'react';
import { useDesk } from '../../intents/desk.ts';
import { onRowsChanged } from '../../replica/rows-store.ts';

/** A number that goes on whenever the list of handovers may read otherwise, and how to go on by hand. */
export function useHandoversTurn(): readonly [number, () => void] {
  const { client } = useDesk();
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    const stop = [
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) again();
      }),
      onRowsChanged(({ collection }) => {
        if (collection === 'delegations') again();
      }),
    ];
    return () => {
      for (const one of stop) one();
    };
  }, [client, again]);
  return [turn, again];
}
