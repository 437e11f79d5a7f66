import { z } from 'zod';
import { nearVisitSchema } from '../../model/near-visit.ts';

/** More than a doctor, or a branch, has in four weeks. */
export const NEAR_VISITS_MAX = 2000;
/** A line of JSON, and beside it at most what others may carry to central. */
export const NEAR_LINE_MAX = 2_000_000;
const VERSION = 1;
const replicaSchema = z.string().min(1).max(60);
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Asked first, in clear: who is there, and the word that the next message has to hold. */
export const nearHelloSchema = z.object({
  daybook: z.literal('near'),
  version: z.literal(VERSION),
  replica: replicaSchema,
  challenge: hashSchema,
});
export type NearHello = z.infer<typeof nearHelloSchema>;
export const nearHello = (replica: string, challenge: string): NearHello => ({
  daybook: 'near',
  version: VERSION,
  replica,
  challenge,
});

/** In clear before what is sealed: whose it is, for whom, and by which challenge. */
export const nearHeaderSchema = z.object({
  organisationId: z.uuid(),
  from: replicaSchema,
  to: replicaSchema,
  challenge: hashSchema,
});
export type NearHeader = z.infer<typeof nearHeaderSchema>;

/** What a box is bound to: a message to its challenge, which is good once, and an answer to it. */
export const aboutNear = (what: 'ask' | 'answer', header: NearHeader): string =>
  [`daybook-near-${what}-1`, header.organisationId, header.from, header.to, header.challenge].join(
    '\n',
  );

/** `visits`: null where the other said that it has them as they are. */
const toldSchema = z.object({
  /** Of all that is told, and of what was heard of the other last; SHA-256 in hex. */
  hash: hashSchema,
  holds: hashSchema.nullable(),
  visits: z.array(nearVisitSchema).max(NEAR_VISITS_MAX).nullable(),
});
export type NearTold = z.infer<typeof toldSchema>;

export const nearAskSchema = z.discriminatedUnion('kind', [
  toldSchema.extend({ kind: z.literal('tell') }),
  /** What is sealed for central comes after it. */
  z.object({ kind: z.literal('carry') }),
]);
export type NearAsk = z.infer<typeof nearAskSchema>;

export const nearAnswerSchema = z.discriminatedUnion('kind', [
  /** `carries`: whether it reaches central now. */
  toldSchema.extend({ kind: z.literal('told'), carries: z.boolean() }),
  /** Central's sealed answer comes after it. */
  z.object({ kind: z.literal('carried') }),
  z.object({ kind: z.literal('not-carried') }),
]);
export type NearAnswer = z.infer<typeof nearAnswerSchema>;

/** Why nothing is said to whoever asks. In clear: who cannot be known is not sealed for. */
export const nearRefusalSchema = z.object({
  kind: z.enum(['stranger', 'not-for-us', 'replayed', 'damaged', 'too-often', 'busy']),
});
export type NearRefusal = z.infer<typeof nearRefusalSchema>;
