import { z } from 'zod';
import { TIME_OFF_KINDS } from '../../model/choices.ts';
import { dayKeySchema, idSchema } from '../../model/primitives.ts';
import { serviceMeaningsSchema } from '../../model/service-meaning.ts';
import { CALENDAR_BECOMES } from './import-choices.ts';

/** What is to become of the events of a calendar. */
export const calendarMappingSchema = z.object({
  subject: z.literal('calendar'),
  branchId: idSchema,
  /** Whose calendar it is. */
  doctorId: idSchema,
  become: z.enum(CALENDAR_BECOMES),
  /** Only what is on these days is read in, both included. */
  firstDay: dayKeySchema,
  lastDay: dayKeySchema,
  /** What an earlier import of this calendar brought to these days, and it has no more, goes. */
  removesGone: z.boolean(),
  /** For time off: what kind it is, and whether the titles of the events are its reasons. */
  timeOffKind: z.enum(TIME_OFF_KINDS),
  keepsTitles: z.boolean(),
  /** For time off: who is booked then loses the time; null imports nothing over appointments. */
  affected: z.literal('displace').nullable(),
  /** For sessions. */
  slotMin: z.int().min(5).max(240),
  /** For appointments. */
  visits: z
    .object({
      /** For what, where the title of an event has no service's name. */
      serviceId: idSchema.nullable(),
      /** Whoever the book does not know is a new patient, not left out. */
      takesNew: z.boolean(),
    })
    .optional(),
  /** For sessions: what of it is called otherwise here. */
  services: serviceMeaningsSchema.optional(),
});
export type CalendarMapping = z.infer<typeof calendarMappingSchema>;

export interface CalendarInspection {
  readonly format: 'calendar';
  readonly importId: string;
  readonly fileName: string;
  readonly bytes: number;
  /** As the calendar calls itself; empty if it does not. */
  readonly name: string;
  /** How many events there are, and how many of them repeat. */
  readonly events: number;
  readonly series: number;
  /** The zone of times that name none; null leaves it to the branch. */
  readonly zone: string | null;
  /** The titles of the first. */
  readonly titles: readonly string[];
  /** How the last file of this calendar was read in; null if there was none. */
  readonly remembered: CalendarMapping | null;
}

/** What would become of the times that the events of a calendar take. */
export interface CalendarReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly leftOut: number;
  /** Appointments in the times that would be taken away. */
  readonly affected: number;
}
