import { v5, v7 } from 'uuid';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** A UUID in its lower-case text form. */
export type Id = string;

/** A fresh UUIDv7 (RFC 9562): ordered by the time it was made. */
export type NewId = () => Id;

export function createNewId(clock: Clock, random: Random): NewId {
  return () => v7({ msecs: clock.nowMs(), random: random.bytes(16) });
}

/**
 * A UUIDv5 (RFC 9562): the same parent and name give the same id on every replica, so that what is
 * derived in two places is one record.
 */
export const derivedId = (parent: Id, name: string): Id => v5(name, parent);
