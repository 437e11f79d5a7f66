import type { CalendarMapping } from '../../wire/desk/import-calendar.ts';
import type { KeepWish, KeptOutcome } from '../../wire/desk/kept-calendar.ts';
import type { JsonColumn } from './stored.ts';

/** A time that a kept calendar brought: the id of its record, and when it is over. */
export interface BroughtTime {
  readonly id: string;
  readonly endMs: number;
}

/** A calendar at an address that this computer keeps up with. */
export interface KeptCalendarTable {
  organisationId: string;
  id: string;
  name: string;
  /** Whoever knows it can read the calendar: it is a secret, and never leaves the book. */
  address: string;
  /** An administrator let it be in the clinic's own network. */
  isNear: boolean;
  /** What becomes of its events; of its days only how many they are. */
  mapping: JsonColumn<CalendarMapping>;
  everyMin: KeepWish['everyMin'];
  paused: boolean;
  /** What it brought and still has, as far as that is not over. */
  made: JsonColumn<readonly BroughtTime[]>;
  /** What the server called the calendar that was read last. */
  etag: string | null;
  lastModified: string | null;
  /** The day of the branch on which it was last read whole. */
  wholeDay: string | null;
  readMs: number | null;
  nextMs: number;
  failures: number;
  outcome: JsonColumn<KeptOutcome | null>;
  addedMs: number;
}
