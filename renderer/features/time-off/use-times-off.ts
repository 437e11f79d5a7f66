import { useCallback, useEffect, useState } from 'react';
import type { TimeOff } from '../../../shared/model/time-off.ts';
import { useDesk } from '../../intents/desk.ts';

/** When doctors are away from now on; null until it has come. `reload` asks again. */
export function useTimesOff() {
  const { client } = useDesk();
  const [timesOff, setTimesOff] = useState<readonly TimeOff[] | null>(null);
  const reload = useCallback(
    () => void client.ask({ kind: 'times-off' }).then(setTimesOff, () => undefined),
    [client],
  );
  useEffect(() => {
    reload();
    return client.ready.add(reload);
  }, [client, reload]);
  return { timesOff, reload };
}
