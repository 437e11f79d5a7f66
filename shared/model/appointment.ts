import { z } from 'zod';
import { CANCELLED_BY } from './choices.ts';
import { idSchema, instantMsSchema, noteSchema } from './primitives.ts';

/** No visit lasts longer, which is what lets the store find it by when it begins. */
export const VISIT_MAX_MS = 86_400_000;

/** Doctors who assist in one visit, at most. */
export const ASSISTANTS_MAX = 5;

/** A visit takes five; the rest is what several replicas noted apart. */
const STEPS_MAX = 100;

/**
 * The authored statuses in the order a visit goes through them. `displaced` is not among them: it
 * is the verdict on the claim.
 */
const APPOINTMENT_STATUSES = [
  'booked',
  'arrived',
  'checked-in',
  'in-consult',
  'completed',
  'no-show',
  'cancelled',
  'entered-in-error',
] as const;
export const appointmentStatusSchema = z.enum(APPOINTMENT_STATUSES);
export type AppointmentStatus = z.infer<typeof appointmentStatusSchema>;

export const appointmentSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  serviceId: idSchema,
  patientId: idSchema,
  /** The visit in which its doctor assists another; null where it is a visit itself. */
  assistsId: idSchema.nullable(),
  sessionId: idSchema.nullable(),
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  status: appointmentStatusSchema,
  note: noteSchema,
  /** Why two patients share the time on purpose; null when they do not. */
  overbookReason: z.string().max(500).nullable(),
  /** Why it was made beyond its maker's quota of the day, and so is tentative; null when it is within. */
  overQuotaReason: z.string().max(500).nullable(),
  emergency: z.boolean(),
  toldByPhone: z.boolean(),
  cancelReason: z.string().max(500).nullable(),
  /** Who called it off; null while nobody did, or where nobody said. */
  cancelledBy: z.enum(CANCELLED_BY).nullable(),
  /** The appointment that replaced this one after it was displaced; withdraws the claim. */
  supersededBy: idSchema.nullable(),
  /** Its session went and it was given no other time: it stands displaced until it is moved. */
  unseated: z.boolean(),
  /** The replica that gave this appointment its time, and when by its hybrid clock. */
  madeBy: z.string(),
  madeHlc: z.int(),
  /** Whether that replica held the booking right to the time. */
  withRight: z.boolean(),
  capacity: z.int().min(1).max(50),
  /** Booked with whoever of those who share the session: its doctor has it, the other may take it. */
  withEither: z.boolean(),
  importId: idSchema.nullable(),
  /** Stands for the visits that were booked together with it; null for one alone. */
  courseId: idSchema.nullable(),
  /** How often it was given another time. */
  moves: z.int().min(0),
  /** What became of the visit, and when: see `VisitStep`. */
  steps: z.array(z.string().max(300)).max(STEPS_MAX),
});
export type Appointment = z.infer<typeof appointmentSchema>;

/** Statuses after which an appointment no longer asks for the doctor's time. */
export const RELEASED_STATUSES: readonly AppointmentStatus[] = [
  'cancelled',
  'entered-in-error',
  'no-show',
];

/** Statuses that say the visit happens or has happened. */
export const FACT_STATUSES: readonly AppointmentStatus[] = [
  'arrived',
  'checked-in',
  'in-consult',
  'completed',
];
