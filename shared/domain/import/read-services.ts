import { SESSION_SERVICES_MAX } from '../../model/choices.ts';
import {
  type ServiceMeanings,
  STRANGE_SERVICE_LENGTH_MAX,
  STRANGE_SERVICES_MAX,
} from '../../model/service-meaning.ts';
import { idOf } from './resolve-visit.ts';
import { spelt } from './spelt.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A service as a file calls it. */
interface Called {
  readonly key: string;
  readonly name: string;
}

/** A service that is called otherwise here, and where in the file it is first named. */
export interface StrangeService {
  readonly name: string;
  readonly line: number;
}

/**
 * What working time of a file is for, several separated by semicolons, or by commas where none is
 * called so; null where nobody said what one of them stands for, or more are named than a session has.
 */
export function readServices(
  text: string,
  services: readonly Named[],
  meanings: ServiceMeanings = [],
): readonly string[] | null {
  const named = splitServices(text, services);
  const isUnknown = named.some(
    (one) => oursOf(one, services) === null && meaningOf(one, meanings) === undefined,
  );
  const ids = new Set(idsOf(named, services, meanings));
  return isUnknown || ids.size > SESSION_SERVICES_MAX ? null : [...ids];
}

/** The names of services in a cell of a table. */
export function splitServices(text: string, services: readonly Named[]): readonly Called[] {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  return parts
    .flatMap((part) => (idOf(part, services) === null ? part.split(',') : [part]))
    .map((name) => ({ key: '', name: name.trim() }));
}

/**
 * The services of ours among those that a calendar or a list names: by their id, else by their name,
 * else by what somebody said that they stand for.
 */
export const knownServices = (
  named: readonly Called[],
  services: readonly Named[],
  meanings: ServiceMeanings = [],
): string[] => [...new Set(idsOf(named, services, meanings))].slice(0, SESSION_SERVICES_MAX);

/** Whether a person said of all that is named that it is for any here. */
export const isSaidForAny = (
  named: readonly Called[],
  services: readonly Named[],
  meanings: ServiceMeanings = [],
): boolean =>
  named.length > 0 &&
  named.every(
    (one) => oursOf(one, services) === null && meaningOf(one, meanings)?.serviceId === null,
  );

/** What of a file is called otherwise here, each name once. */
export function findStrangeServices(
  file: Iterable<{ readonly line: number; readonly services: readonly Called[] }>,
  services: readonly Named[],
): readonly StrangeService[] {
  const found = new Map<string, StrangeService>();
  for (const { line, services: named } of file) {
    for (const one of named) {
      const name = callOf(one);
      if (name === '' || found.has(spelt(name)) || oursOf(one, services) !== null) continue;
      found.set(spelt(name), { name, line });
      if (found.size === STRANGE_SERVICES_MAX) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Those of which nobody said what they stand for. */
export const unsaidServices = (
  strange: readonly StrangeService[],
  meanings: ServiceMeanings = [],
): readonly StrangeService[] =>
  strange.filter(({ name }) => meaningOf({ key: '', name }, meanings) === undefined);

const callOf = ({ key, name }: Called): string =>
  (name.trim() || key.trim()).slice(0, STRANGE_SERVICE_LENGTH_MAX);

const oursOf = ({ key, name }: Called, services: readonly Named[]): string | null =>
  services.some(({ id }) => id === key) ? key : idOf(name, services);

/** Undefined where nobody said. */
const meaningOf = (one: Called, meanings: ServiceMeanings): ServiceMeanings[number] | undefined =>
  meanings.find(({ name }) => spelt(name) === spelt(callOf(one)));

function idsOf(
  named: readonly Called[],
  services: readonly Named[],
  meanings: ServiceMeanings,
): readonly string[] {
  const inUse = new Set(services.map(({ id }) => id));
  return named
    .map((one) => oursOf(one, services) ?? meaningOf(one, meanings)?.serviceId ?? null)
    .filter((id) => id !== null && inUse.has(id)) as string[];
}
