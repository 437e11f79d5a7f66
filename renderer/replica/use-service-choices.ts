import { useMemo } from 'react';
import { useRows } from './rows-store.ts';

/** A service as a field offers it. */
export interface ServiceChoice {
  readonly value: string;
  readonly label: string;
  readonly hue: string;
}

/** The services in use by name, and those that are chosen already. */
export function useServiceChoices(chosenIds: readonly string[] = []): readonly ServiceChoice[] {
  const services = useRows('services');
  const chosen = chosenIds.join();
  return useMemo(
    () =>
      [...services.values()]
        .filter(({ id, active }) => active || chosen.includes(id))
        .map(({ id, name, hue }) => ({ value: id, label: name, hue }))
        .toSorted((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true })),
    [services, chosen],
  );
}
