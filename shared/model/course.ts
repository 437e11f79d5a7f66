import { z } from 'zod';
import type { Appointment } from './appointment.ts';
import {
  COURSE_REACHES,
  COURSE_VISITS_MAX,
  COURSE_VISITS_MIN,
  COURSE_WINDOWS,
  PLAN_GAP_MAX_MIN,
  PLAN_PARTS_MAX,
  RHYTHM_EVERY_MAX,
  RHYTHM_UNITS,
} from './choices.ts';
import type { Offer } from './conflict.ts';
import { patientDetailsSchema } from './patient.ts';
import { dayKeySchema, idSchema, instantMsSchema, noteSchema } from './primitives.ts';
import type { Refusal } from './refusal.ts';
import { ruleAcceptanceSchema } from './rule.ts';

/** Every so many days, weeks or months, so many times or until a day. */
export const repetitionSchema = z.object({
  unit: z.enum(RHYTHM_UNITS),
  every: z.int().min(1).max(RHYTHM_EVERY_MAX),
  end: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('count'),
      count: z.int().min(COURSE_VISITS_MIN).max(COURSE_VISITS_MAX),
    }),
    z.object({ kind: z.literal('until'), day: dayKeySchema }),
  ]),
});
export type Repetition = z.infer<typeof repetitionSchema>;

/** What a desk wants to see before it books visits that come again. */
export const repeatWishSchema = z.object({
  branchId: idSchema,
  doctorId: idSchema,
  serviceId: idSchema,
  patientId: idSchema.nullable(),
  newPatient: patientDetailsSchema.pick({ birthDate: true, sex: true }).nullable(),
  startMs: instantMsSchema,
  repetition: repetitionSchema,
  window: z.enum(COURSE_WINDOWS),
  /** Whether another doctor may be taken where the one that is wanted has no time. */
  anyDoctor: z.boolean(),
  /** In time that doctors share: with whoever of them is free then. */
  withEither: z.boolean().optional(),
  emergency: z.boolean(),
  /** Of whoever asks: it is not in their way. */
  holdId: idSchema.nullable(),
});
export type RepeatWish = z.infer<typeof repeatWishSchema>;

const gapSchema = z.int().min(0).max(PLAN_GAP_MAX_MIN);

/** Several services one after the other on one day, as a desk looks for them. */
export const planWishSchema = z.object({
  branchId: idSchema,
  patientId: idSchema.nullable(),
  newPatient: patientDetailsSchema.pick({ birthDate: true, sex: true }).nullable(),
  fromMs: instantMsSchema,
  parts: z
    .array(
      z
        .object({
          serviceId: idSchema,
          /** null for whichever has time. */
          doctorId: idSchema.nullable(),
          /** Between the end of the one before it and its start; of no meaning for the first. */
          minGapMin: gapSchema,
          maxGapMin: gapSchema,
        })
        .refine(({ minGapMin, maxGapMin }) => minGapMin <= maxGapMin, {
          message: 'The longest time between two visits is shorter than the shortest.',
        }),
    )
    .min(COURSE_VISITS_MIN)
    .max(PLAN_PARTS_MAX),
  emergency: z.boolean(),
  /** Of the time that is held for whoever asks: it is as good as free for them. */
  holdId: idSchema.nullable().optional(),
});
export type PlanWish = z.infer<typeof planWishSchema>;

/** The visits of a plan, in their turn, with what each is for. */
export type FoundPlan = readonly (CourseTime & { readonly serviceId: string })[];

/** One of the visits that would come again: when it is wanted, and what there is. */
export interface PlannedVisit {
  readonly wanted: CourseTime;
  /** The wanted time, or the nearest one within the window; null where there is none. */
  readonly found: CourseTime | null;
  /** Why it is not the wanted time; null where it is. */
  readonly why: Refusal | null;
  /** The nearest other times of the days around. */
  readonly others: readonly CourseTime[];
}
export type CourseTime = Omit<Offer, 'sessionId'>;

/** A visit of a course as a desk tells it from the others. */
export type CourseVisit = Pick<
  Appointment,
  'id' | 'doctorId' | 'serviceId' | 'startMs' | 'endMs' | 'status'
>;

/** Visits of one patient, booked all together or not at all. */
export const courseInputSchemas = {
  'book-course': z.object({
    courseId: idSchema,
    visits: z
      .array(
        z.object({
          appointmentId: idSchema,
          branchId: idSchema,
          doctorId: idSchema,
          serviceId: idSchema,
          startMs: instantMsSchema,
          endMs: instantMsSchema,
        }),
      )
      .min(COURSE_VISITS_MIN)
      .max(COURSE_VISITS_MAX),
    patientId: idSchema,
    /** A patient met for the first time, stored together with the visits. */
    newPatient: patientDetailsSchema.nullable(),
    /** Of the time of one of them. */
    holdId: idSchema.nullable(),
    note: noteSchema,
    emergency: z.boolean(),
    /** With each doctor who is named, or whoever shares that time with them. */
    withEither: z.boolean().optional(),
    accepts: ruleAcceptanceSchema.optional(),
    overQuotaReason: z.string().trim().min(1).max(500).optional(),
    notify: z.boolean().optional(),
  }),
} as const;

/** With which others of its course a visit is moved or cancelled. */
export const courseReachSchema = z.object({
  reach: z.enum(COURSE_REACHES),
  /** All of them that were shown, the visit itself too: nothing is done with others. */
  seen: z.array(idSchema).min(1).max(COURSE_VISITS_MAX),
});
export type CourseReach = z.infer<typeof courseReachSchema>;
