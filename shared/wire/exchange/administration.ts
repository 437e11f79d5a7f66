import { z } from 'zod';
import { REPLICA_KINDS } from '../../model/choices.ts';
import { branchIdsSchema } from './enrolment.ts';

/** Who says to be an administrator, and of which organisation. */
const adminClaimSchema = z.object({
  login: z.string().max(64),
  password: z.string().max(200),
  /** Left out, it is central's only one. */
  organisationId: z.uuid().optional(),
});
export type AdminClaim = z.infer<typeof adminClaimSchema>;

/** Asks central for a code, by an administrator's name and password. */
export const codeRequestSchema = adminClaimSchema.extend({
  name: z.string().min(1).max(80),
  kind: z.enum(REPLICA_KINDS),
  branchId: z.uuid().nullable(),
  doctorId: z.uuid().nullable(),
  branchIds: branchIdsSchema,
});
export type CodeRequest = z.infer<typeof codeRequestSchema>;

/** The code, the replica it stands for, and until when it is good, by central's clock. */
export const codeAnswerSchema = z.object({
  code: z.string().max(40),
  replica: z.string().max(80),
  expiresAtMs: z.int(),
});
export type CodeAnswer = z.infer<typeof codeAnswerSchema>;

/** Asks central to take a device out of service. */
export const revocationSchema = adminClaimSchema.extend({ replica: z.string().max(80) });
export const revocationAnswerSchema = z.object({ replica: z.string() });

/** Why central does nothing for somebody who says to be an administrator. */
export const adminRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-set-up') }),
  /** Central has several, and the request names none. */
  z.object({ kind: z.literal('which-organisation') }),
  z.object({ kind: z.literal('too-many-attempts'), retryAtMs: z.number() }),
  z.object({ kind: z.literal('wrong-login-or-password') }),
  z.object({ kind: z.literal('not-permitted') }),
]);
export type AdminRefusal = z.infer<typeof adminRefusalSchema>;

/** The same, and that the branch, doctor or device asked about is unknown to central. */
export const administrationRefusalSchema = z.discriminatedUnion('kind', [
  ...adminRefusalSchema.options,
  z.object({ kind: z.literal('unknown-record') }),
]);
