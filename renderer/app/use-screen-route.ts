import { useCallback, useSyncExternalStore } from 'react';

const onHashChange = (listen: () => void): (() => void) => {
  addEventListener('hashchange', listen);
  return () => removeEventListener('hashchange', listen);
};

/**
 * Which screen is open, kept in the address as "#/patients": back and forward work, and it needs no
 * server. An unknown name means the first screen.
 */
export function useScreenRoute<Id extends string>(
  ids: readonly [Id, ...Id[]],
): readonly [Id, (id: Id) => void] {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  const named = hash.replace(/^#\/?/, '');
  const navigate = useCallback((id: Id) => {
    location.hash = `/${id}`;
  }, []);
  return [ids.find((id) => id === named) ?? ids[0], navigate];
}
