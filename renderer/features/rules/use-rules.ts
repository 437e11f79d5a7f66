import { useCallback, useEffect, useState } from 'react';
import type { Rule } from '../../../shared/model/rule.ts';
import { useDesk } from '../../intents/desk.ts';

/** The clinic's rules; null until they have come. `reload` asks for them again. */
export function useRules() {
  const { client } = useDesk();
  const [rules, setRules] = useState<readonly Rule[] | null>(null);
  const reload = useCallback(
    () => void client.ask({ kind: 'rules' }).then(setRules, () => undefined),
    [client],
  );
  useEffect(() => {
    reload();
    return client.ready.add(reload);
  }, [client, reload]);
  return { rules, reload };
}
