import { SESSION_SERVICES_MAX } from '../../model/choices.ts';
import { idOf } from './resolve-visit.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * What working time of a file is for, several separated by semicolons, or by commas where none is
 * called so; null where one is no service of ours, or more are named than a session has.
 */
export function readServices(text: string, services: readonly Named[]): readonly string[] | null {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  const ids = parts.flatMap((part): readonly (string | null)[] => {
    const whole = idOf(part, services);
    return whole === null ? part.split(',').map((name) => idOf(name, services)) : [whole];
  });
  const known = [...new Set(ids.filter((id) => id !== null))];
  return ids.includes(null) || known.length > SESSION_SERVICES_MAX ? null : known;
}

/** The services of ours among those that a calendar or a list names: by their id, else by their name. */
export function knownServices(
  named: readonly { readonly key: string; readonly name: string }[],
  services: readonly Named[],
): string[] {
  const found = named.flatMap(({ key, name }) =>
    services.some(({ id }) => id === key) ? key : (idOf(name, services) ?? []),
  );
  return [...new Set(found)].slice(0, SESSION_SERVICES_MAX);
}
