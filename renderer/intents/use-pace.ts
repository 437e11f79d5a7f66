import { useEffect, useState } from 'react';
import { useDesk } from './desk.ts';

/** How far what this desk asked for last is, where it takes its time. */
export interface ShownPace {
  /** 0 to 100. */
  readonly percent: number;
  /** Asks for it to be given up; the outcome says whether it was. */
  readonly stop: () => void;
}

/** For as long as one waits; null until it has said how far it is. */
export function usePace(): ShownPace | null {
  const { client } = useDesk();
  const [told, setTold] = useState<{ readonly intentId: string; readonly percent: number } | null>(
    null,
  );
  useEffect(
    () => client.paces.add(({ intentId, percent }) => setTold({ intentId, percent })),
    [client],
  );
  if (told === null) return null;
  const { intentId, percent } = told;
  return { percent, stop: () => void client.tell({ type: 'call-off', intentId }) };
}
