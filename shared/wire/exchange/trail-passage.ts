import { z } from 'zod';

/** Of entries that travel in one frame: how many, and how long they are together. */
export const TRAIL_ENTRIES_MAX = 100;
export const TRAIL_CHARS_FULL = 250_000;
/** An entry that is longer travels without what it changed, which follows in pieces. */
export const ENTRY_CHARS_MAX = 200_000;
/** How long such a piece is. */
export const PIECE_CHARS_MAX = 400_000;
/** No act is as long; one that is stays at the computer where it was done. */
export const WHOLE_CHARS_MAX = 40_000_000;
/** What central tells of others at once. */
export const TOLD_MAX = 2000;

const placeSchema = z.object({ no: z.int().min(0), hash: z.string().max(64) });

/** An entry that central has without its changes, and how many characters of its text it has. */
const wantedSchema = placeSchema.extend({ at: z.int().min(0) });
export type WantedEntry = z.infer<typeof wantedSchema>;

/** The next piece of an entry that central wants; null where there is none to be had. */
const pieceSchema = wantedSchema.extend({
  text: z
    .string()
    .max(2 * PIECE_CHARS_MAX)
    .nullable(),
  isLast: z.boolean(),
});
export type TrailPiece = z.infer<typeof pieceSchema>;

/**
 * What a replica hands over of its audit trail: where it ends, and entries that follow on the one at
 * `after`, each as the text that its hash is made of.
 */
export const trailPassageSchema = z.object({
  head: placeSchema,
  after: placeSchema,
  entries: z
    .array(
      z.object({
        text: z.string().max(2 * ENTRY_CHARS_MAX),
        /** Said of an entry that travels without its changes: its text then makes another. */
        hash: z.string().max(64).optional(),
      }),
    )
    .max(TRAIL_ENTRIES_MAX),
  piece: pieceSchema.optional(),
});
export type TrailPassage = z.infer<typeof trailPassageSchema>;

/** What somebody did elsewhere to one record that a replica sees. */
export const toldEntrySchema = z.object({
  replica: z.string(),
  no: z.number(),
  hash: z.string(),
  atMs: z.number(),
  hlc: z.number(),
  intentKind: z.string(),
  actorName: z.string(),
  role: z.string(),
  desk: z.string(),
  source: z.string(),
  reason: z.string().nullable(),
  recordId: z.uuid(),
  change: z.record(z.string(), z.unknown()),
});
export type ToldEntry = z.infer<typeof toldEntrySchema>;

/** Central's answer to it: how far it has the trail, and what others did to what the replica sees. */
export const trailAnswerSchema = z.object({
  acked: z.int().min(0),
  told: z.array(toldEntrySchema).max(TOLD_MAX),
  wants: wantedSchema.optional(),
  /** Whether there is more to be told. */
  more: z.boolean().optional(),
});
export type TrailAnswer = z.infer<typeof trailAnswerSchema>;
