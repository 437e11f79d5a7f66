import { z } from 'zod';
import { idSchema } from '../../model/primitives.ts';
import type { Refusal } from '../../model/refusal.ts';
import { serviceMeaningsSchema } from '../../model/service-meaning.ts';
import type { WorkBreaches } from '../../model/work-breach.ts';
import {
  type CalendarInspection,
  type CalendarReport,
  calendarMappingSchema,
} from './import-calendar.ts';
import { IMPORT_DELIMITERS, type IMPORT_FIELDS } from './import-choices.ts';
import { type SlotListInspection, slotListMappingSchema } from './import-slots.ts';
import type { AddressTrouble } from './kept-calendar.ts';

export type ImportSubject = keyof typeof IMPORT_FIELDS;

/** How the text of a file becomes rows. */
export const importShapeSchema = z.object({
  /** By the name that browsers have for it. */
  encoding: z.string().max(40),
  delimiter: z.enum(IMPORT_DELIMITERS),
  hasHeader: z.boolean(),
  /** Of an Excel file, whose encoding and separators mean nothing; its first if left out. */
  sheet: z.string().max(100).optional(),
});
export type ImportShape = z.infer<typeof importShapeSchema>;

export const importMappingSchema = z.object({
  subject: z.enum(['slots', 'patients', 'appointments']),
  /** One field name per column of the file, in the file's order. */
  columns: z.array(z.string().max(40)).min(1).max(200),
  dateFormat: z.enum(['yyyy-mm-dd', 'dd/mm/yyyy', 'mm/dd/yyyy', 'dd.mm.yyyy', 'dd-mm-yyyy']),
  ...importShapeSchema.shape,
  branchId: idSchema,
  /** For slots and appointments: whose they are, for what, and how long when the file does not say. */
  doctorId: idSchema.nullable(),
  serviceId: idSchema.nullable(),
  slotMin: z.int().min(5).max(240).nullable(),
  /** For slots: booked ones become appointments of the patients imported earlier, in file order. */
  bookedBecomeAppointments: z.boolean(),
  /** What of it is called otherwise here. */
  services: serviceMeaningsSchema.optional(),
});
export type ImportMapping = z.infer<typeof importMappingSchema>;

/** What is to become of a file: of the rows of a table, the events of a calendar, or slots of others. */
export const importPlanSchema = z.discriminatedUnion('subject', [
  importMappingSchema,
  calendarMappingSchema,
  slotListMappingSchema,
]);
export type ImportPlan = z.infer<typeof importPlanSchema>;

/** One thing wrong with one row: the line of the file, the column and what to do. */
export interface ImportProblem {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly kind:
    | 'wrong-column-count'
    | 'missing'
    | 'impossible-date'
    | 'impossible-time'
    | 'time-skipped'
    | 'duplicate-id'
    | 'overlap'
    | 'unknown-patient'
    | 'too-long'
    | 'not-understood'
    // Of a calendar, where each says what becomes of one event.
    | 'unknown-zone'
    | 'no-length'
    | 'rule-unclear'
    | 'superseded'
    | 'free-time'
    | 'whole-day'
    | 'moved-by-clocks'
    | 'first-of-two'
    | 'session-overlap'
    | 'session-booked'
    | 'session-elsewhere'
    | 'unknown-doctor'
    | 'unknown-room'
    // Of appointments, where each says why nothing becomes of one row.
    | 'unknown-service'
    | 'several-patients'
    | 'visit-over'
    | 'visit-went-on'
    | 'visit-of-another'
    /** Taken: the book did not know whoever comes. */
    | 'new-patient'
    /** Taken as if it did not say so: nobody said what of ours it stands for. */
    | 'strange-service'
    | 'refused';
  /** Why the book refused a row. */
  readonly refusal?: Refusal;
}

export interface TableInspection extends ImportShape {
  readonly format: 'table';
  /** The sheets of an Excel file; none for a file of separated values. */
  readonly sheets: readonly string[];
  readonly importId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly subject: ImportSubject;
  readonly columns: readonly string[];
  readonly dateFormat: ImportMapping['dateFormat'];
  /** How the last file with these headings was read in; null if there was none. */
  readonly remembered: ImportMapping | null;
}

export type ImportInspection = TableInspection | CalendarInspection | SlotListInspection;

/** At most this many problems are listed one by one; the rest are counted. */
export const IMPORT_PROBLEMS_LISTED_MAX = 200;

export interface ImportReport {
  readonly importId: string;
  readonly rows: number;
  readonly valid: number;
  readonly invalid: number;
  readonly problems: readonly ImportProblem[];
  /** What applying would add. */
  readonly patients: number;
  readonly sessions: number;
  readonly slots: number;
  readonly appointments: number;
  /** What of working time to come goes against what was agreed with the doctor. */
  readonly work: WorkBreaches | null;
  /** Services that the file names and that are called otherwise here, said or not. */
  readonly strangeServices: readonly string[];
  /** For a calendar or slots of others: what would become of them; `problems` hold nothing up. */
  readonly calendar: CalendarReport | null;
}

export interface ImportSummary {
  readonly importId: string;
  readonly fileName: string;
  readonly subject: ImportPlan['subject'];
  readonly state:
    | 'uploading'
    | 'uploaded'
    | 'checked'
    | 'applying'
    | 'applied'
    | 'undone'
    | 'cancelled';
  readonly rows: number;
  readonly atMs: number;
}

export type ImportRefusal =
  | AddressTrouble
  /** More calendars are kept up with than this computer reads. */
  | { readonly kind: 'too-many-kept'; readonly max: number }
  | { readonly kind: 'unknown-calendar' }
  /** Whose a calendar is and what it becomes stay as they were when it was first kept. */
  | { readonly kind: 'kept-for-another' }
  /** Something of Daybook's own went wrong while it was read. */
  | { readonly kind: 'broke-down' }
  /** What was chosen is not in the book any more. */
  | { readonly kind: 'unknown-place'; readonly what: 'branch' | 'doctor' }
  | { readonly kind: 'file-too-large'; readonly maxBytes: number }
  /** The disk of the host's computer has no room for the file. */
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'not-a-table'; readonly detail: string }
  | { readonly kind: 'not-a-calendar'; readonly line: number; readonly detail: string }
  | { readonly kind: 'not-slots'; readonly detail: string }
  | { readonly kind: 'too-many-events'; readonly max: number }
  | { readonly kind: 'no-such-days' }
  /** Who is booked in the time of the events, and nobody said what becomes of them. */
  | { readonly kind: 'has-appointments'; readonly count: number }
  /** What was agreed with the doctor, and not accepted, or not to be. */
  | { readonly kind: 'against-agreement'; readonly count: number }
  | { readonly kind: 'line-too-long'; readonly line: number }
  | { readonly kind: 'too-many-rows'; readonly max: number }
  | { readonly kind: 'not-checked' }
  | { readonly kind: 'has-problems'; readonly invalid: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unknown-import' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'columns-missing'; readonly fields: readonly string[] }
  | { readonly kind: 'undo-touches-newer'; readonly count: number }
  /** A time that would go back to where it was cannot: the book refuses it. */
  | { readonly kind: 'undo-refused'; readonly refusal: Refusal }
  /** Appointments of a calendar at an address are not booked by themselves. */
  | { readonly kind: 'appointments-not-kept' };
