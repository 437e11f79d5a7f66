import { assert } from '../core/assert.ts';

/** One write: the replica that made it, and that replica's count of its own writes, from 1. */
export interface Dot {
  readonly replica: string;
  readonly counter: number;
}

/** What a record's history includes: of each replica, all its writes up to the counter. */
export type Vector = Readonly<Record<string, number>>;

/** Where the first of two histories stands to the second. `concurrent`: each knows what the other does not. */
export type Standing = 'equal' | 'before' | 'after' | 'concurrent';

const counterOf = (vector: Vector, replica: string): number =>
  Object.hasOwn(vector, replica) ? (vector[replica] ?? 0) : 0;

export const covers = (vector: Vector, dot: Dot): boolean =>
  counterOf(vector, dot.replica) >= dot.counter;

/** The smallest vector that covers all that either covers. */
export function joinVectors(a: Vector, b: Vector): Vector {
  const replicas = [...Object.keys(a), ...Object.keys(b)];
  return Object.fromEntries(
    replicas.map((replica) => [replica, Math.max(counterOf(a, replica), counterOf(b, replica))]),
  );
}

/** The vector after a replica's next write on top of it. */
export function withDot(vector: Vector, dot: Dot): Vector {
  assert(!covers(vector, dot), 'A dot is used once, for a new write.');
  return joinVectors(vector, { [dot.replica]: dot.counter });
}

export function compareVectors(a: Vector, b: Vector): Standing {
  const isWithin = (inner: Vector, outer: Vector): boolean =>
    Object.entries(inner).every(([replica, counter]) => covers(outer, { replica, counter }));
  const aInB = isWithin(a, b);
  const bInA = isWithin(b, a);
  if (aInB && bInA) return 'equal';
  if (aInB) return 'before';
  return bInA ? 'after' : 'concurrent';
}
