import { useEffect } from 'react';
import { useRows } from '../replica/rows-store.ts';
import { useFound } from '../state/found-store.ts';
import { useDesk } from './desk.ts';

/** What is written at once is looked at once, and after what the person waits for. */
const SETTLED_MS = 1500;

/** Looks at once: for whoever opens what is found. */
export function useLookNow(): void {
  const { client } = useDesk();
  useEffect(() => lookWith(client), [client]);
}

function lookWith(client: ReturnType<typeof useDesk>['client']): void {
  client.ask({ kind: 'found-conflicts' }).then(
    (conflicts) => useFound.setState({ conflicts }),
    // Without a line it is looked again as soon as there is one.
    () => undefined,
  );
}

/** Has working time looked at for conflicts whenever something of it has changed. */
export function useLookForConflicts(): void {
  const { client } = useDesk();
  const changed = [
    ...[useRows('sessions'), useRows('timeOff'), useRows('closures'), useRows('agreements')],
    ...[useRows('travelTimes'), useRows('doctors'), useRows('conflicts'), useRows('branches')],
  ];
  useEffect(() => {
    const look = (): void => lookWith(client);
    const timer = setTimeout(look, SETTLED_MS);
    const stop = client.ready.add(look);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, ...changed]);
}
