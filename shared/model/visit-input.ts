import { z } from 'zod';
import { appointmentStatusSchema } from './appointment.ts';
import { CANCELLED_BY } from './choices.ts';
import { courseInputSchemas, courseReachSchema } from './course.ts';
import { patientDetailsSchema } from './patient.ts';
import { idSchema, instantMsSchema, noteSchema } from './primitives.ts';
import { ruleAcceptanceSchema } from './rule.ts';

export const reasonSchema = z.string().trim().min(1).max(500);

/** The rules that someone was shown would be broken, and broke all the same. */
export const acceptsSchema = ruleAcceptanceSchema.optional();

/** Whether the patient is told of it; left out while nobody was asked. */
export const notifySchema = z.boolean().optional();

export const timeInputSchema = z.object({
  branchId: idSchema,
  doctorId: idSchema,
  startMs: instantMsSchema,
  endMs: instantMsSchema,
});

/** What is carried by each kind of intent about a visit. */
export const visitInputSchemas = {
  hold: timeInputSchema.extend({ holdId: idSchema }),
  'release-hold': z.object({ holdId: idSchema }),
  book: timeInputSchema.extend({
    appointmentId: idSchema,
    serviceId: idSchema,
    patientId: idSchema,
    /** A patient met for the first time, stored together with the appointment. */
    newPatient: patientDetailsSchema.nullable(),
    holdId: idSchema.nullable(),
    note: noteSchema,
    overbookReason: reasonSchema.nullable(),
    /** Why it is booked beyond the quota of the day; left out while nobody was asked. */
    overQuotaReason: reasonSchema.optional(),
    emergency: z.boolean(),
    /** With whoever of those who share the time is free, the one that is named first. */
    withEither: z.boolean().optional(),
    accepts: acceptsSchema,
    notify: notifySchema,
  }),
  move: timeInputSchema.extend({
    appointmentId: idSchema,
    /** Where it was on the screen, if somebody looked: from another time it is not moved. */
    seen: timeInputSchema.pick({ doctorId: true, startMs: true }).optional(),
    /** Others of its course that are moved by as much; left out for it alone. */
    also: courseReachSchema.optional(),
    accepts: acceptsSchema,
    overQuotaReason: reasonSchema.optional(),
    notify: notifySchema,
  }),
  /** `seen` is the status on the screen: if somebody has changed it since, nothing is done. */
  cancel: z.object({
    appointmentId: idSchema,
    reason: reasonSchema,
    /** Who called it off; left out where nobody said. */
    by: z.enum(CANCELLED_BY).optional(),
    /** Others of its course that are cancelled with it; left out for it alone. */
    also: courseReachSchema.optional(),
    accepts: acceptsSchema,
    seen: appointmentStatusSchema.optional(),
    /** And the time: from another one it is not called off unawares. */
    seenTime: timeInputSchema.pick({ doctorId: true, startMs: true }).optional(),
    notify: notifySchema,
  }),
  ...courseInputSchemas,
  /** The same. */
  'set-status': z.object({
    appointmentId: idSchema,
    status: appointmentStatusSchema,
    seen: appointmentStatusSchema.optional(),
  }),
} as const;
