/** Stands in the default branch of a switch, so that a new case is a compile error there. */
export function exhaustive(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
