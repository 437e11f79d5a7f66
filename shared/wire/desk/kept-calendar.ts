import { z } from 'zod';
import { idSchema, nameSchema } from '../../model/primitives.ts';
import type { ImportRefusal } from './import.ts';
import type { CalendarMapping } from './import-calendar.ts';
import { CALENDAR_ADDRESS_MAX, KEPT_EVERY_MIN } from './import-choices.ts';

/** Where a calendar is fetched from: an address somebody has, or that of one that is kept. */
export const calendarSourceSchema = z.union([
  z.object({
    address: z.string().trim().min(1).max(CALENDAR_ADDRESS_MAX),
    /** It may be in the clinic's own network, which administrators alone may say. */
    isNear: z.boolean(),
  }),
  z.object({ keptId: idSchema }),
]);
export type CalendarSource = z.infer<typeof calendarSourceSchema>;

/** How a calendar that was fetched and looked at is kept up with. */
export const keepWishSchema = z.object({
  name: nameSchema,
  everyMin: z.literal(KEPT_EVERY_MIN),
});
export type KeepWish = z.infer<typeof keepWishSchema>;

/** Why a calendar could not be fetched from its address. */
export interface AddressTrouble {
  readonly kind: 'address-trouble';
  readonly why:
    | 'no-address'
    | 'not-allowed-here'
    | 'unreachable'
    | 'too-slow'
    | 'not-found'
    | 'gone'
    | 'locked'
    | 'server-trouble'
    | 'too-many-redirects'
    | 'unsafe-redirect'
    | 'too-large'
    | 'broken-off'
    | 'no-calendar';
  /** The server that said so, never the whole address; empty if there is none. */
  readonly place: string;
  /** What it answered (RFC 9110); null if it did not. */
  readonly status: number | null;
}

/** What the last attempt to read a kept calendar came to. */
export type KeptOutcome =
  | {
      readonly kind: 'read';
      readonly atMs: number;
      readonly added: number;
      readonly changed: number;
      readonly removed: number;
      readonly leftOut: number;
      /** Appointments that lost their time to it, and wait in the conflict inbox. */
      readonly affected: number;
    }
  | { readonly kind: 'failed'; readonly atMs: number; readonly why: ImportRefusal };

/** A calendar that is kept up with, as a desk is told of it: its address stays in the book. */
export interface KeptCalendar {
  readonly id: string;
  readonly name: string;
  /** The server it is read from. */
  readonly place: string;
  readonly mapping: CalendarMapping;
  readonly everyMin: KeepWish['everyMin'];
  readonly isPaused: boolean;
  /** When it was last read, whether or not anything was new; null if it never was. */
  readonly readMs: number | null;
  /** When it is read next; null while it is paused. */
  readonly nextMs: number | null;
  readonly outcome: KeptOutcome | null;
}
