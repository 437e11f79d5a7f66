import { z } from 'zod';
import { agreementSchema } from './agreement.ts';
import { alertInputSchemas } from './alert-input.ts';
import { assistantInputSchemas } from './assistant-input.ts';
import { ADDED_SENTENCE_MAX, CLOSURES_MAX, SEAT_CHOICES, TIMES_OFF_MAX } from './choices.ts';
import { delegationSchema } from './delegation.ts';
import { doctorSchema } from './doctor.ts';
import { dismissFoundSchema } from './found-conflict.ts';
import { handoverSchema } from './handover.ts';
import { manySessionsChangeSchema } from './many-sessions.ts';
import { messageInputSchemas } from './message-input.ts';
import { branchDetailsSchema, branchSchema } from './organisation.ts';
import { mergePatientsSchema, patientDetailsSchema } from './patient.ts';
import { dayKeySchema, idSchema, instantMsSchema, nameSchema, noteSchema } from './primitives.ts';
import { privateNoteInputSchema } from './private-note.ts';
import { queueActSchema, queueEntrySchema } from './queue-entry.ts';
import { dailyLimitSchema, quotaSchema } from './quota.ts';
import { roomSchema } from './room.ts';
import { ruleSchema } from './rule.ts';
import { serviceSchema } from './service.ts';
import { seriesSchema, serviceIdsSchema, sessionSchema, slotSchema } from './session.ts';
import { sessionChangeSchema, sharingSchema } from './session-change.ts';
import { tagSchema } from './tag.ts';
import { applyingSchema, rotationSchema, templateSchema } from './template.ts';
import { closureSchema, timeOffSchema } from './time-off.ts';
import { travelTimeSchema } from './travel-time.ts';
import { loginSchema, userSchema } from './user.ts';
import {
  acceptsSchema,
  notifySchema,
  reasonSchema,
  timeInputSchema,
  visitInputSchemas,
} from './visit-input.ts';
import { wishInputSchemas } from './wish-input.ts';
import { workAcceptanceSchema } from './work-breach.ts';

/** The same of what was agreed with a doctor about working time. */
const workAcceptsSchema = workAcceptanceSchema.optional();

/** What becomes of appointments in a time that is taken away; null refuses if there are any. */
const affectedSchema = z.enum(['displace', 'cancel']).nullable();

/** What becomes of appointments that would lie in no session; null refuses if there are any. */
const sessionAffectedSchema = z.enum(SEAT_CHOICES).nullable();

/** What is said in each message beside its text; left out where nothing is. */
const sentenceSchema = z.string().trim().min(1).max(ADDED_SENTENCE_MAX).optional();

/** A booking right that is to pass to another replica; to whom it is asked for, or given. */
const rightInputSchema = handoverSchema
  .pick({ branchId: true, doctorId: true, startMs: true, endMs: true, toReplica: true, note: true })
  .extend({ handoverId: idSchema });

/** What each kind of intent carries. Ids of new records are made by the desk, so a retry is harmless. */
export const intentInputSchemas = {
  'set-up-organisation': z.object({
    organisationId: idSchema,
    organisationName: nameSchema,
    branch: branchDetailsSchema,
    admin: z.object({
      id: idSchema,
      name: nameSchema,
      login: loginSchema,
      passwordHash: z.string(),
    }),
  }),
  'save-branch': branchDetailsSchema,
  'save-doctor': doctorSchema.extend({
    branchIds: z.array(idSchema).min(1).max(100),
    /** Left out, it stays as it is. */
    agreement: agreementSchema.omit({ id: true, doctorId: true }).optional(),
  }),
  'save-service': serviceSchema,
  'save-user': userSchema.extend({
    /** null keeps the password that it has. */
    passwordHash: userSchema.shape.passwordHash.nullable(),
  }),
  'save-patient': patientDetailsSchema,
  'merge-patients': mergePatientsSchema,
  'create-series': seriesSchema
    .omit({ homeReplica: true, deleted: true, sharedWith: true })
    .extend({
      requestOverlap: z.boolean(),
      shared: sharingSchema.optional(),
      accepts: workAcceptsSchema,
      breaks: seriesSchema.shape.breaks.optional(),
      serviceIds: serviceIdsSchema.optional(),
      roomId: seriesSchema.shape.roomId.optional(),
    }),
  'create-session': sessionSchema
    .omit({ homeReplica: true, deleted: true, seriesId: true, sharedWith: true })
    .extend({
      requestOverlap: z.boolean(),
      shared: sharingSchema.optional(),
      accepts: workAcceptsSchema,
      breaks: sessionSchema.shape.breaks.optional(),
      serviceIds: serviceIdsSchema.optional(),
      roomId: sessionSchema.shape.roomId.optional(),
    }),
  'change-session': sessionChangeSchema.extend({
    requestOverlap: z.boolean(),
    affected: sessionAffectedSchema,
    accepts: workAcceptsSchema,
    notify: notifySchema,
    sentence: sentenceSchema,
  }),
  'change-many-sessions': manySessionsChangeSchema.extend({
    /** What the person was shown it would come to: anything else is not done. */
    seen: idSchema,
    affected: sessionAffectedSchema,
    accepts: workAcceptsSchema,
    notify: notifySchema,
    sentence: sentenceSchema,
  }),
  'edit-slot': slotSchema.pick({ id: true, status: true, tags: true, note: true }),
  'add-time-off': timeOffSchema.pick({ doctorId: true, kind: true, reason: true }).extend({
    /** One time, or each time of an absence that comes again. */
    times: z
      .array(timeOffSchema.pick({ id: true, startMs: true, endMs: true }))
      .min(1)
      .max(TIMES_OFF_MAX),
    affected: affectedSchema,
    notify: notifySchema,
    roomId: timeOffSchema.shape.roomId.optional(),
    accepts: workAcceptsSchema,
    sentence: sentenceSchema,
  }),
  'remove-time-off': z.object({ timeOffId: idSchema }),
  'add-closure': z.object({
    branchId: idSchema,
    days: z
      .array(closureSchema.pick({ id: true, day: true, name: true }))
      .min(1)
      .max(CLOSURES_MAX),
    affected: affectedSchema,
    notify: notifySchema,
    sentence: sentenceSchema,
  }),
  'remove-closure': z.object({ closureId: idSchema }),
  'save-rule': ruleSchema.omit({ deleted: true }),
  'remove-rule': z.object({ ruleId: idSchema }),
  'save-room': roomSchema.omit({ deleted: true }),
  'remove-room': z.object({ roomId: idSchema }),
  'save-private-note': privateNoteInputSchema,
  'save-tag': tagSchema.omit({ names: true, deleted: true }),
  'remove-tag': z.object({ tagId: idSchema }),
  /** `version` is the one that was changed; 0 makes a new one. */
  'save-template': templateSchema.omit({ deleted: true }),
  'remove-template': z.object({ templateId: idSchema }),
  /** The same. */
  'save-rotation': rotationSchema
    .omit({ deleted: true })
    .extend({ doctorId: rotationSchema.shape.doctorId.optional() }),
  'remove-rotation': z.object({ rotationId: idSchema }),
  'apply-template': applyingSchema.extend({
    requestOverlap: z.boolean(),
    affected: sessionAffectedSchema,
    accepts: workAcceptsSchema,
    notify: notifySchema,
    sentence: sentenceSchema,
  }),
  ...visitInputSchemas,
  ...assistantInputSchemas,
  ...wishInputSchemas,
  'join-queue': queueEntrySchema
    .pick({ branchId: true, doctorId: true, serviceId: true, patientId: true, priority: true })
    .extend({
      entryId: idSchema,
      /** A patient met for the first time, stored together with the ticket. */
      newPatient: patientDetailsSchema.nullable(),
      /** The visit of somebody who has arrived for it; null for who walked in. */
      appointmentId: idSchema.nullable(),
      accepts: acceptsSchema,
    }),
  'act-on-queue': z.object({
    entryId: idSchema,
    /** The version of the entry that was on the screen: nothing is done with another. */
    seen: z.string().max(200),
    act: queueActSchema,
  }),
  'resolve-conflict': z.object({
    conflictId: idSchema,
    notify: notifySchema,
    /** Rebook at an offered time under a new appointment id, or put the conflict away. */
    resolution: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('rebook'), appointmentId: idSchema, time: timeInputSchema }),
      z.object({ kind: z.literal('dismiss'), reason: reasonSchema }),
    ]),
  }),
  'dismiss-found': dismissFoundSchema,
  'ask-for-right': rightInputSchema,
  'hand-over-right': rightInputSchema,
  'answer-handover': z.object({
    handoverId: idSchema,
    answer: z.enum(['give', 'decline', 'withdraw']),
  }),
  /** A doctor's time, with who is booked in it, is offered to another doctor. */
  'ask-delegation': delegationSchema
    .pick({
      ...{ branchId: true, doctorId: true, toDoctorId: true, startMs: true, endMs: true },
      ...{ reason: true, backOf: true },
    })
    .extend({ delegationId: idSchema, tell: z.boolean() }),
  'answer-delegation': z.object({
    delegationId: idSchema,
    answer: z.enum(['accept', 'decline', 'withdraw']),
    note: noteSchema,
    /** Of the working time that it makes, and of the visits. */
    accepts: workAcceptsSchema,
    acceptsRules: acceptsSchema,
    notify: notifySchema,
  }),
  'see-answer': z.object({ delegationId: idSchema }),
  'set-giving': branchSchema.pick({ id: true, givesWhenAsked: true }),
  'set-daily-limit': dailyLimitSchema.omit({ id: true }),
  'set-travel-time': travelTimeSchema.pick({ minutes: true }).extend({
    /** null: any two that have none of their own. */
    between: z.tuple([idSchema, idSchema]).nullable(),
  }),
  'hand-over-quota': quotaSchema
    .pick({ doctorId: true, toReplica: true, amount: true })
    .extend({ quotaId: idSchema, day: dayKeySchema }),
  ...messageInputSchemas,
  ...alertInputSchemas,
  undo: z.object({
    intentId: idSchema,
    /** Whether who was told of it already is told of this too; left out while nobody was asked. */
    tellAgain: z.boolean().optional(),
  }),
  import: z.object({ importId: idSchema }),
} as const;

export type IntentKind = keyof typeof intentInputSchemas;
export type IntentInput<K extends IntentKind> = z.infer<(typeof intentInputSchemas)[K]>;

/** One thing a person asked for. `id` makes it happen once however often it is sent. */
export interface Intent<K extends IntentKind = IntentKind> {
  readonly id: string;
  readonly kind: K;
  readonly input: IntentInput<K>;
  /** When the person asked, by the desk's clock. */
  readonly atMs: number;
}

const intentKindSchema = z.enum(Object.keys(intentInputSchemas) as [IntentKind, ...IntentKind[]]);

/** The envelope as it comes over the wire; `input` is parsed by its kind's schema afterwards. */
export const intentEnvelopeSchema = z.object({
  id: idSchema,
  kind: intentKindSchema,
  input: z.unknown(),
  atMs: instantMsSchema,
});
