import { z } from 'zod';
import { REPORT_DRILL_MAX } from './choices.ts';
import { dayKeySchema, idSchema } from './primitives.ts';

/** Which part of the book a report is about. Days are those of each branch's own calendar. */
export const reportScopeSchema = z.object({
  firstDay: dayKeySchema,
  lastDay: dayKeySchema,
  /** null: every branch that whoever asks answers for, as far as its book is here. */
  branchId: idSchema.nullable(),
  doctorId: idSchema.nullable(),
  serviceId: idSchema.nullable(),
});
export type ReportScope = z.infer<typeof reportScopeSchema>;

/** Which appointments stand behind a mark; what is null is not asked about. */
export const reportDrillSchema = z.object({
  state: z
    .enum([
      ...(['booked', 'kept', 'cancelled', 'late', 'no-show'] as const),
      ...(['arrived', 'seen', 'unsaid', 'displaced', 'lead-known'] as const),
    ])
    .nullable(),
  /** ISO 8601: Monday is 1. */
  weekday: z.int().min(1).max(7).nullable(),
  hour: z.int().min(0).max(23).nullable(),
  /** Waited at least, and less than, so many minutes. */
  waitFromMin: z.int().min(0).nullable(),
  waitUntilMin: z.int().min(0).nullable(),
  limit: z.int().min(1).max(REPORT_DRILL_MAX),
});
export type ReportDrill = z.infer<typeof reportDrillSchema>;

/** What is counted; all of it adds up. Times are in milliseconds. */
export interface ReportCounts {
  readonly booked: number;
  readonly cancelled: number;
  /** Of those cancelled: less than a day before, and when nobody knows. */
  readonly lateCancelled: number;
  readonly cancelledUnknown: number;
  readonly noShow: number;
  /** Who came, and who went in to the doctor. */
  readonly arrived: number;
  readonly seen: number;
  /** Over, and nobody said what became of them. */
  readonly unsaid: number;
  readonly displaced: number;
  readonly takenMs: number;
  readonly seenMs: number;
  readonly capacityMs: number;
  readonly leads: number;
  readonly leadMs: number;
  readonly waits: number;
  readonly waitMs: number;
  readonly sessionsKnown: number;
  readonly sessionsOver: number;
  readonly overMs: number;
  readonly walkInsServed: number;
  readonly walkInsLost: number;
  readonly walkInsOpen: number;
}
export type ReportMeasure = keyof ReportCounts;

/** Counts of one part: of a doctor, a day, an hour. */
export interface ReportPart {
  readonly key: string;
  readonly counts: ReportCounts;
}

/** How many had so many whole minutes, or days. */
export interface Spread {
  readonly at: number;
  readonly count: number;
}

/** A branch of a report, with how old what is known here of it may be. */
export interface ReportBranch {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  /** null: nothing was ever heard of it. */
  readonly asOfMs: number | null;
  /** Its book is not kept on this computer, so that nothing of it is in the figures. */
  readonly isElsewhere: boolean;
}

export interface ReportName {
  readonly name: string;
  /** Does not work here any more, or is not offered any more. */
  readonly isFormer: boolean;
}

export interface Report {
  readonly firstDay: string;
  readonly lastDay: string;
  /** As many days before them, with which they are compared. */
  readonly formerFirstDay: string;
  readonly formerLastDay: string;
  readonly nowMs: number;
  readonly branches: readonly ReportBranch[];
  readonly all: ReportCounts;
  readonly former: ReportCounts;
  /** Keys are days. */
  readonly days: readonly ReportPart[];
  /** Keys are ids; `names` has who they are. */
  readonly doctors: readonly ReportPart[];
  readonly services: readonly ReportPart[];
  readonly perBranch: readonly ReportPart[];
  /** Keys are 1 (Monday) to 7, hours 0 to 23, and both: `weekday * 24 + hour`. */
  readonly weekdays: readonly ReportPart[];
  readonly hours: readonly ReportPart[];
  readonly cells: readonly ReportPart[];
  readonly waits: readonly Spread[];
  readonly formerWaits: readonly Spread[];
  readonly leads: readonly Spread[];
  readonly formerLeads: readonly Spread[];
  readonly names: Readonly<Record<string, ReportName>>;
}

export type ReportRefusal =
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'no-such-days' }
  | { readonly kind: 'too-many-days'; readonly max: number }
  | { readonly kind: 'book-elsewhere' };

/** An appointment behind a mark of a report. */
export interface ReportVisit {
  readonly appointmentId: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly status: string;
  readonly patientName: string;
  readonly serviceName: string;
}

/** What is behind a mark: how many, and the first of them. */
export interface Behind<T> {
  readonly count: number;
  readonly first: readonly T[];
}

/** A session that went on for longer than planned. */
export interface ReportSession {
  readonly sessionId: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
  /** When its last visit was over. */
  readonly overAtMs: number;
}

export const reportWalkInSchema = z.enum(['served', 'lost', 'open']);

/** Somebody who came without an appointment. */
export interface ReportWalkIn {
  readonly entryId: string;
  readonly branchId: string;
  /** null: whoever was free first. */
  readonly doctorId: string | null;
  readonly joinedMs: number;
  /** The visit that was made of their turn; null if there is none. */
  readonly appointmentId: string | null;
  /** As the queue has it. */
  readonly state: string;
  readonly reason: string;
  readonly patientName: string;
  readonly serviceName: string;
}
