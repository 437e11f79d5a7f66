import { changeBetween, type TimeZone } from './time-zone.ts';

/**
 * What the clock on the wall shows, as the milliseconds of the instant at which a clock in UTC
 * would show the same. Only a zone makes an instant of it.
 */
export type LocalDateTime = number;

/** The instants at which a wall shows a time: usually one, none or two where the clocks change. */
export type Instants =
  | { readonly kind: 'one'; readonly ms: number }
  | {
      /** The clocks jumped over it. */
      readonly kind: 'skipped';
      /** The time read as if the clocks had jumped already: it falls before the jump. */
      readonly beforeMs: number;
      /** The time read as if they had not jumped yet: it falls as long after the jump. */
      readonly afterMs: number;
      /** The jump itself. */
      readonly changeMs: number;
    }
  | {
      /** The clocks were set back and showed it again. */
      readonly kind: 'repeated';
      readonly earlierMs: number;
      readonly laterMs: number;
    };

/** Farther than any zone is from UTC, and nearer than two changes of one zone's clocks. */
const DAY_MS = 86_400_000;

export const instantToWall = (zone: TimeZone, instantMs: number): LocalDateTime =>
  instantMs + zone.offsetMsAt(instantMs);

export function wallToInstant(zone: TimeZone, wall: LocalDateTime): Instants {
  const oldOffsetMs = zone.offsetMsAt(wall - DAY_MS);
  const newOffsetMs = zone.offsetMsAt(wall + DAY_MS);
  const oldMs = wall - oldOffsetMs;
  const newMs = wall - newOffsetMs;
  if (oldOffsetMs === newOffsetMs) return { kind: 'one', ms: oldMs };

  const isOldShown = zone.offsetMsAt(oldMs) === oldOffsetMs;
  const isNewShown = zone.offsetMsAt(newMs) === newOffsetMs;
  if (isOldShown && isNewShown) return { kind: 'repeated', earlierMs: oldMs, laterMs: newMs };
  if (isOldShown) return { kind: 'one', ms: oldMs };
  if (isNewShown) return { kind: 'one', ms: newMs };
  const changeMs = changeBetween(zone.offsetMsAt, newMs, oldMs);
  return { kind: 'skipped', beforeMs: newMs, afterMs: oldMs, changeMs };
}

/**
 * One instant for every wall time, as RFC 5545 (section 3.3.5) has it for recurring events: a
 * skipped time is moved on by as much as the clocks jumped, a repeated one is its first showing.
 */
export function wallToInstantLenient(zone: TimeZone, wall: LocalDateTime): number {
  const instants = wallToInstant(zone, wall);
  switch (instants.kind) {
    case 'one':
      return instants.ms;
    case 'skipped':
      return instants.afterMs;
    case 'repeated':
      return instants.earlierMs;
  }
}
