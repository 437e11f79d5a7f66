import { useCallback, useEffect, useState } from 'react';
import { useDesk } from '../../intents/desk.ts';
import { onRowsChanged } from '../../replica/rows-store.ts';

/** A number that goes on whenever what patients are told may read otherwise, and how to go on by hand. */
export function useMessagesTurn(): readonly [number, () => void] {
  const { client } = useDesk();
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    const stop = [
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) again();
      }),
      onRowsChanged(({ collection }) => {
        if (collection === 'messages') again();
      }),
    ];
    return () => {
      for (const one of stop) one();
    };
  }, [client, again]);
  return [turn, again];
}
