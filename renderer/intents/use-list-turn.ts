import { useCallback, useEffect, useState } from 'react';
import type { DeskCollection } from '../../shared/wire/desk/rows.ts';
import { onRowsChanged } from '../replica/rows-store.ts';
import { useDesk } from './desk.ts';

/**
 * A number that goes on whenever a list of what stands in a collection may read otherwise: something
 * was done at this desk, or rows came. And how to go on by hand.
 */
export function useListTurn(of: DeskCollection): readonly [number, () => void] {
  const { client } = useDesk();
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    const stop = [
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) again();
      }),
      onRowsChanged(({ collection }) => {
        if (collection === of) again();
      }),
    ];
    return () => {
      for (const one of stop) one();
    };
  }, [client, of, again]);
  return [turn, again];
}
