import type { Session, Slot } from '../../model/session.ts';
import type { TimeOff } from '../../model/time-off.ts';
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

/** Only what the record itself says, without its version. */
export function bodyOf(kind: CalendarKind, record: CalendarRecord): Record<string, unknown> {
  const fields = record as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(RECORD_KINDS[kind].fields.map((field) => [field, fields[field]]));
}

/** Whether a stored record says what `wanted` says, as far as that says anything. */
export const isSame = (stored: object, wanted: object): boolean =>
  Object.entries(wanted).every(
    ([field, value]) =>
      JSON.stringify((stored as Record<string, unknown>)[field]) === JSON.stringify(value),
  );
