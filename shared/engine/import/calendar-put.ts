import type { Session, Slot } from '../../model/session.ts';
import type { TimeOff } from '../../model/time-off.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Stored } from '../store/stored.ts';

/** What the events of a calendar, or slots of others, become. */
export type CalendarKind = 'timeOff' | 'session' | 'slot';
type CalendarRecord = TimeOff | Session | Slot;

/** One record that a calendar makes or changes. */
export interface CalendarPut {
  readonly kind: CalendarKind;
  readonly after: CalendarRecord;
  readonly before: Stored<CalendarRecord> | null;
}

/** How many records are new, another, and gone. */
export function countPuts(puts: readonly CalendarPut[]) {
  const added = puts.filter(({ before, after }) => !after.deleted && !before).length;
  const removed = puts.filter(({ after }) => after.deleted).length;
  return { added, removed, changed: puts.length - added - removed };
}

/** Only what the record itself says, without its version. */
export function bodyOf(kind: RecordKind, record: object): Record<string, unknown> {
  const fields = record as Readonly<Record<string, unknown>>;
  return Object.fromEntries(RECORD_KINDS[kind].fields.map((field) => [field, fields[field]]));
}

/** A store keeps the fields of what it has as JSON in an order of its own. */
const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Whether a stored record says what `wanted` says, as far as that says anything. */
export const isSame = (stored: object, wanted: object): boolean =>
  Object.entries(wanted).every(
    ([field, value]) =>
      sortedJson((stored as Record<string, unknown>)[field]) === sortedJson(value),
  );
