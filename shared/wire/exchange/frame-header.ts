import { z } from 'zod';
import { reachSchema, sightSchema } from './reach.ts';
import { trailAnswerSchema, trailPassageSchema } from './trail-passage.ts';

/** At most this many rows travel in one frame, all its sections together. */
export const FRAME_ROWS_MAX = 5000;
/** Of what left a scope: what left it in one transaction is told in one frame. */
const FRAME_GONE_MAX = 20_000;
const FRAME_BYTES_MAX = 8_000_000;
/** Who fills a frame stops here, well before a frame that would not be read. */
export const FRAME_BYTES_FULL = 3_000_000;
const REPLICA_MAX = 60;

/** Rows of one record kind in a frame: COPY text (PostgreSQL 18, section 53.2.5's text format). */
export const sectionSchema = z.object({
  kind: z.string().max(40),
  columns: z.array(z.string().max(63)).max(80),
  rows: z.int().min(0).max(FRAME_ROWS_MAX),
  bytes: z.int().min(0).max(FRAME_BYTES_MAX),
});
export type Section = z.infer<typeof sectionSchema>;

/** What a replica pushes, and where it stands. One request is one transaction at central. */
export const pushHeaderSchema = z.object({
  protocol: z.int(),
  replica: z.string().max(REPLICA_MAX),
  /** Said by a replica that goes on in the place of another, until its end. */
  incarnation: z.object({ of: z.string().max(REPLICA_MAX), replaces: z.boolean() }).nullable(),
  /**
   * Numbers the pushes of a replica; a retry repeats number and batch id, and a frame without rows
   * has the number of the last push.
   */
  no: z.int().min(0),
  batchId: z.uuid(),
  /** The highest counter in this batch; 0 when nothing is pushed. */
  maxCounter: z.int().min(0),
  /**
   * Whether the claims of this batch's appointments stand at the replica as anyone derives them
   * from the appointments alone: active, and not promised by anyone else.
   */
  claimsAsDerived: z.boolean(),
  /** Rows still unsent after this batch. Nothing unsent and a cursor past a claim means: seen. */
  pending: z.int().min(0),
  cursor: z.int().min(0),
  /** null from a replica that was never told. */
  reach: reachSchema.nullable(),
  /** The replica's clock as it sends, for measuring the offset. */
  sentMs: z.number(),
  limit: z.int().min(1).max(FRAME_ROWS_MAX),
  /** Its audit trail; one that cannot be read holds back nothing else. */
  trail: trailPassageSchema.optional().catch(undefined),
  /** Whether it wants to be told what all have `heard`. */
  asksHeard: z.boolean().optional(),
  /** Kinds of records that the replica knows beyond those of the first version. */
  moreKinds: z.array(z.string().max(40)).max(60).optional(),
  sections: z.array(sectionSchema).max(40),
});
export type PushHeader = z.infer<typeof pushHeaderSchema>;

/** What became of a pushed row. Rows not listed were accepted as they are. */
export const outcomeSchema = z.object({
  kind: z.string(),
  id: z.string(),
  outcome: z.enum(['duplicate', 'merged', 'displaced', 'rejected', 'gone']),
  reason: z.string().nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const pullHeaderSchema = z.object({
  protocol: z.int(),
  /** Whom it answers. */
  replica: z.string().max(REPLICA_MAX),
  /** The place in the feed from which this goes on: where the replica has to be to take it. */
  from: z.int().min(0),
  /** The replica's own counter up to which central has everything. */
  acked: z.int().min(0),
  cursor: z.int().min(0),
  reach: reachSchema,
  /** Where central's feed ends. */
  end: z.int().min(0).optional(),
  /** Up to where every replica that is not retired has said to have heard it, if that was asked. */
  heard: z.int().min(0).optional(),
  /** Given when the replica sees less than before. */
  sight: sightSchema.nullable(),
  more: z.boolean(),
  /** The push was taken, and no more: the replica's program is too old to be told the news. */
  mustUpdate: z.boolean().optional(),
  /**
   * The push was not taken: the replica begins again from the start of the feed. `offer`: central
   * was set back, and is first to be offered what the replica has.
   */
  startOver: z.enum(['pull', 'offer']).optional(),
  /** The replica that started over has been given everything it may have. */
  sweep: z.boolean().optional(),
  outcomes: z.array(outcomeSchema).max(FRAME_ROWS_MAX),
  /** Of audit trails; what comes unasked has none of it. */
  trail: trailAnswerSchema.optional().catch(undefined),
  /** Rows that left this replica's scope. */
  gone: z.array(z.object({ kind: z.string(), id: z.string() })).max(FRAME_GONE_MAX),
  receivedMs: z.number(),
  answeredMs: z.number(),
  sections: z.array(sectionSchema).max(40),
});
export type PullHeader = z.infer<typeof pullHeaderSchema>;

/** Why central will not exchange at all. Nothing was changed. */
export const exchangeRefusalSchema = z.object({
  kind: z.enum([
    'protocol-unsupported',
    'must-update',
    'unknown-replica',
    'revoked',
    'bad-signature',
    'clock-of-request',
    'replayed',
    'too-many-requests',
    'malformed',
    'too-large',
    'forked',
  ]),
  detail: z.string(),
  /** Central's clock, where the request's was too far from it. */
  nowMs: z.number().optional(),
  /** The versions that central speaks, where the request's is none of them. */
  speaks: z.object({ from: z.int(), to: z.int() }).optional(),
});
export type ExchangeRefusal = z.infer<typeof exchangeRefusalSchema>;
