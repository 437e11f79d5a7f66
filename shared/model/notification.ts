import { z } from 'zod';
import { ADDED_SENTENCE_MAX, CHANNELS, LANGUAGES, NOTICE_KINDS } from './choices.ts';
import { idSchema, instantMsSchema } from './primitives.ts';

/**
 * How far a notification has come; of two that were written apart the later one stays. `sending` is
 * written before the gateway is called, and becomes `unknown` where nobody can say how that ended.
 */
export const NOTIFICATION_STATES = [
  'no-address',
  'opted-out',
  'waiting',
  'withdrawn',
  'sending',
  'unknown',
  'failed',
  'sent',
  'told',
] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** States in which the patient may have the message. */
export const MAY_BE_TOLD: readonly NotificationState[] = ['sending', 'unknown', 'sent', 'told'];

/** That a patient is to be told of something about an appointment. */
export const notificationSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  doctorId: idSchema,
  patientId: idSchema,
  /** Of an offer from the waitlist: its own id, for there is no appointment yet. */
  appointmentId: idSchema,
  /** Whose offer it tells of; null for all that is told of appointments. */
  wishId: idSchema.nullable().default(null),
  kind: z.enum(NOTICE_KINDS),
  /** null where there is no way to reach the patient. */
  channel: z.enum(CHANNELS).nullable(),
  language: z.enum(LANGUAGES),
  state: z.enum(NOTIFICATION_STATES),
  attempts: z.int().min(0),
  /**
   * What a gateway knows the message by: it is not sent twice under one. What a patient is told of
   * several visits in one act is one message, under one key.
   */
  key: idSchema,
  /** Why it failed, or the last attempt did; a name of a reason and what the gateway said. */
  reason: z.string().max(300).nullable(),
  /** The time of the appointment that it tells of. */
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  /** A sentence that whoever did it added for all whom it is about. */
  extra: z.string().max(ADDED_SENTENCE_MAX).nullable().default(null),
  /** When it was asked for. */
  atMs: instantMsSchema,
  /** When it came to the state it is in, after it waited. */
  settledMs: instantMsSchema.nullable(),
});
export type Notification = z.infer<typeof notificationSchema>;
export type NoticeKind = Notification['kind'];
export type Channel = NonNullable<Notification['channel']>;
export type Language = Notification['language'];
