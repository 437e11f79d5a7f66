import ICAL from 'ical.js';
import { err, ok, type Result } from '../../core/result.ts';

/** A property as jCal (RFC 7265) has it: name, parameters, type, values. */
export type Property = readonly [
  name: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  type: string,
  ...values: readonly unknown[],
];

export interface Part {
  readonly properties: readonly Property[];
  readonly parts: readonly (readonly [string, readonly Property[], unknown])[];
  /** The first of the name, in lower case. */
  readonly first: (name: string) => Property | undefined;
  readonly all: (name: string) => readonly Property[];
  /** The whole as jCal, for what reads that. */
  readonly jcal: unknown[];
}

/** Reads one component. An error is a sentence, of the library that reads it. */
export function parsePart(text: string): Result<Part, string> {
  try {
    const jcal = ICAL.parse(text) as unknown[];
    const [, properties, parts] = jcal as [string, readonly Property[], Part['parts']];
    return ok({
      ...{ properties, parts, jcal },
      first: (name) => properties.find((property) => property[0] === name),
      all: (name) => properties.filter((property) => property[0] === name),
    });
  } catch (error) {
    return err(error instanceof Error ? error.message.slice(0, 200) : '');
  }
}

/** The text of a property's first value; empty if it has none. */
export const textOf = (property: Property | undefined): string =>
  typeof property?.[3] === 'string' ? property[3] : '';

/** A parameter's value; of several the first. */
export function parameterOf(property: Property, name: string): string | null {
  const value = property[1][name];
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}
