import { z } from 'zod';
import { REPLICA_KINDS } from '../../model/choices.ts';

/** The branches whose books are looked at there; none for every other computer. */
export const branchIdsSchema = z.array(z.uuid()).max(500).default([]);

/** A new device shows its one-time code and its public key. */
export const enrolRequestSchema = z.object({
  protocol: z.int(),
  code: z.string().min(4).max(40),
  name: z.string().min(1).max(80),
  /** Ed25519, raw 32 bytes in base64. */
  publicKey: z.string().max(60),
  /** Said by a computer that has a book, and can join again as nothing else. */
  again: z
    .object({
      organisationId: z.uuid(),
      branchId: z.uuid().nullable(),
      doctorId: z.uuid().nullable(),
      branchIds: branchIdsSchema,
    })
    .optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** What central made of it: the replica's id and what it is for. */
export const enrolAnswerSchema = z.object({
  protocol: z.int(),
  replica: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  kind: z.enum(REPLICA_KINDS),
  name: z.string(),
  branchId: z.uuid().nullable(),
  doctorId: z.uuid().nullable(),
  branchIds: branchIdsSchema,
  isSample: z.boolean(),
});
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/** Why central does not enrol a device; the answer's status is then 4xx. */
export const enrolRefusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wrong-code') }),
  /** The code is for another branch, doctor or organisation than the device's book. */
  z.object({ kind: z.literal('other-place') }),
  /** `protocol` is central's own. */
  z.object({ kind: z.literal('protocol-unsupported'), protocol: z.int() }),
]);
export type EnrolRefusal = z.infer<typeof enrolRefusalSchema>;

/** A device's next key, and that key's signature over `keyProofText`, both in base64. */
export const deviceKeySchema = z.object({
  publicKey: z.string().max(60),
  proof: z.string().max(120),
});
export type DeviceKeyChange = z.infer<typeof deviceKeySchema>;
