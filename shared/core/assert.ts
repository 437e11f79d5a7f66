/** Thrown when the program itself is wrong. Nothing catches it but the edge of a process. */
class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** States what cannot be otherwise. `sentence` says what was believed. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new AssertionFailed(sentence);
}

/** The value, which must be there. */
export function present<T>(value: T | null | undefined, sentence: string): T {
  assert(value !== null && value !== undefined, sentence);
  return value;
}
