import { RECORD_KIND_NAMES } from './record-kinds.ts';
import type { BookTable } from './tables.ts';

/** What every replica knows, whatever its version: the kinds of the first one. */
export const FIRST_KINDS: ReadonlySet<string> = new Set([
  ...['organisation', 'branch', 'doctor', 'doctorBranch', 'service', 'appUser', 'patient'],
  ...['series', 'session', 'slot', 'timeOff', 'closure', 'appointment', 'conflict', 'rule'],
  ...['claim', 'bookingRight', 'peer', 'handover', 'dailyLimit', 'quota'],
]);

/** The kinds that came later, as this program has them. */
export const MORE_KINDS: readonly string[] = RECORD_KIND_NAMES.filter(
  (kind) => !FIRST_KINDS.has(kind),
);

export const KIND_PART = 'kind:';

/** The later kinds that both ends know, by the parts of central's book that a replica is given. */
export const moreKindsOf = (parts: readonly string[]): readonly string[] =>
  parts.filter((part) => part.startsWith(KIND_PART)).map((part) => part.slice(KIND_PART.length));

/** Kinds that central does not know yet; what was written of them waits here until it does. */
export function kindsThatWait({ reach }: Pick<BookTable, 'reach'>): readonly string[] {
  if (MORE_KINDS.length === 0) return [];
  const known = moreKindsOf(reach?.parts ?? []);
  return MORE_KINDS.filter((kind) => !known.includes(kind));
}
