import { z } from 'zod';
import { ALERT_ADDRESSES_MAX, ALERT_FROM_MAX, ALERT_KINDS } from './choices.ts';
import { dayKeySchema, idSchema, instantMsSchema } from './primitives.ts';

export const alertKindSchema = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof alertKindSchema>;

/**
 * Something that those who answer for a branch have to know of. There is one for each thing it is
 * about, at each replica that notices it: what happens again is counted in it. It is open while
 * something happened that nobody has settled (`lastMs` after `settledThroughMs`), so that no clock
 * decides whether a settlement or another occurrence came first. Nothing of a patient is in it.
 */
export const alertSchema = z.object({
  id: idSchema,
  kind: alertKindSchema,
  /** null where it concerns the whole organisation. */
  branchId: idSchema.nullable(),
  /** A doctor, an account, a branch or a computer, and what it is called. */
  subjectId: idSchema,
  subjectName: z.string().max(200),
  /** Whose act it was, if it was anybody's. */
  byName: z.string().max(200).nullable(),
  /** Of a day that was cleared: why, as the person said. */
  reason: z.string().max(500).nullable(),
  day: dayKeySchema.nullable(),
  /** How much it is, in the unit of its kind: appointments, attempts, files, hours. */
  amount: z.int().min(0),
  count: z.int().min(1),
  firstMs: instantMsSchema,
  lastMs: instantMsSchema,
  /** What of it was settled, when and by whom; 0 of what never was. */
  settledThroughMs: z.int().min(0),
  settledCount: z.int().min(0),
  settledAtMs: instantMsSchema.nullable(),
  /** null: it settled itself. */
  settledBy: z.string().max(200).nullable(),
  snoozedUntilMs: instantMsSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

const alertRuleSchema = z.object({
  isOn: z.boolean(),
  /** Whether it is sent by e-mail, too. */
  mails: z.boolean(),
  /** From how much on, in the unit of the kind. */
  from: z.int().min(1).max(ALERT_FROM_MAX),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

/** What an organisation is alerted of, and who by e-mail. There is one for each. */
export const alertingSchema = z.object({
  id: idSchema,
  /** A kind that is not in it is as Daybook has it. */
  rules: z.partialRecord(alertKindSchema, alertRuleSchema),
  addresses: z
    .array(z.object({ userId: idSchema, email: z.email().max(200) }))
    .max(ALERT_ADDRESSES_MAX),
});
export type Alerting = z.infer<typeof alertingSchema>;
