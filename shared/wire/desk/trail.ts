import { z } from 'zod';
import type { Result } from '../../core/result.ts';
import { idSchema, instantMsSchema } from '../../model/primitives.ts';
import type { ExportedFile } from './export.ts';
import { TRAIL_SOURCES } from './trail-choices.ts';

const spanSchema = z.object({ fromMs: instantMsSchema, untilMs: instantMsSchema });

/** Whose trail, of those that central keeps, or what central told (`TOLD_TRAIL`); unsaid is this computer's own. */
const ofSchema = z.string().max(60).optional();

/** A page of the audit trail, the newest first. */
export const trailWishSchema = spanSchema.extend({
  kind: z.literal('trail'),
  of: ofSchema,
  /** Entries before this one; null begins with the newest. */
  beforeNo: z.int().min(1).nullable(),
  /** In who did it, at which desk, why, or in the name of a patient concerned. */
  text: z.string().trim().max(200),
  /** What was asked for, by its kind. */
  act: z.string().max(60).nullable(),
  source: z.enum(TRAIL_SOURCES).nullable(),
  /** What became of this record. */
  recordId: idSchema.nullable(),
});
export type TrailWish = z.infer<typeof trailWishSchema>;

/** The entries of a span of time as a file that can be checked without Daybook. */
export const trailFileWishSchema = spanSchema.extend({
  kind: z.literal('trail-file'),
  of: ofSchema,
});
export type TrailFileWish = z.infer<typeof trailFileWishSchema>;

/** What became of a record, by whoever did it. */
export const recordStoryWishSchema = z.object({
  kind: z.literal('record-story'),
  recordId: idSchema,
});

/** A trail that central keeps of another. */
export interface KeptTrailInfo {
  readonly sender: string;
  /** What the computer is called. */
  readonly name: string;
  readonly entries: number;
  readonly lastHash: string;
  readonly heardMs: number;
  /** How often it did not go on from what had been handed over. */
  readonly problems: number;
}

/** What became of one record in an act. */
export interface TrailChange {
  readonly kind: string;
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  /** How much of each replica was in the record then; missing in entries of before it was kept. */
  readonly vector?: Readonly<Record<string, number>>;
}

export interface TrailEntry {
  readonly no: number;
  readonly replica: string;
  /** By the clock of the wall, and by the one that replicas agree on. */
  readonly atMs: number;
  readonly agreedMs: number;
  readonly act: string;
  readonly who: string;
  readonly role: string;
  readonly desk: string;
  readonly source: string;
  readonly reason: string | null;
  /** The first of the changes, and how many there are. */
  readonly changes: readonly TrailChange[];
  readonly count: number;
  /** What it changed was too long to be handed over with it, and has not come. */
  readonly isCut: boolean;
}

/** Entries with the names of what they speak of, by id. */
export interface TrailStory {
  readonly entries: readonly TrailEntry[];
  readonly names: Readonly<Record<string, string>>;
}

export interface TrailPage extends TrailStory {
  /** Where the next page goes on, which may be where looking further was put off; null at the end. */
  readonly nextNo: number | null;
}

export interface TrailCheck {
  /**
   * This computer's own trail: how long it is, and the hash of its last entry: who writes that down
   * can tell later that all up to it stayed. null for who answers for some of its branches alone.
   */
  readonly own: { readonly entries: number; readonly lastHash: string } | null;
  /** Of how many others it keeps the trail, and how many entries; none but at central. */
  readonly kept: { readonly trails: number; readonly entries: number };
  /** What is wrong, in at most 20 lines; empty if the trail is whole. */
  readonly problems: readonly string[];
}

type NotPermitted = { readonly kind: 'not-permitted' };
export type TrailAnswer = Result<TrailPage, NotPermitted>;
export type KeptTrailsAnswer = Result<readonly KeptTrailInfo[], NotPermitted>;
export type RecordStoryAnswer = Result<TrailStory, NotPermitted>;
export type TrailCheckAnswer = Result<TrailCheck, NotPermitted>;
export type TrailFileAnswer = Result<
  ExportedFile,
  NotPermitted | { readonly kind: 'too-many-rows'; readonly max: number }
>;
