import { z } from 'zod';
import { idSchema } from './primitives.ts';
import type { Session } from './session.ts';
import type { WorkBreach } from './work-breach.ts';

/** Working time that a conflict is about, or a surgery, which has no home. */
export type FoundSession = Pick<
  Session,
  'id' | 'branchId' | 'doctorId' | 'startMs' | 'endMs' | 'homeReplica'
>;

/**
 * Something about working time that is found by looking at it, and is not kept: it is gone when it
 * is so no more.
 */
export interface FoundConflict {
  /** Follows from what it is about: another when that changes. */
  readonly id: string;
  /**
   * `refused`: by central, for that of another branch; `travel`: too little time between branches;
   * `agreement`: against what was agreed; `room`: another doctor is in the
   * room then; `closed`, `away`: nobody can be booked then.
   */
  readonly kind: 'refused' | 'travel' | 'agreement' | 'room' | 'closed' | 'away';
  readonly doctorId: string;
  /** What it is about: one, but for absences; the earliest first. */
  readonly sessions: readonly FoundSession[];
  /** For `travel`, `agreement` and `room`, in particular. */
  readonly breach: WorkBreach | null;
  /** For `refused` the branch that has the time, if it is named; for absences why. */
  readonly about: string | null;
  /** A warning that a person can put away. */
  readonly canDismiss: boolean;
  /** How many appointments stand in that time, as far as they are known here. */
  readonly appointments: number;
}

/** As many as are told at once; the rest is counted. */
export interface FoundConflicts {
  readonly found: readonly FoundConflict[];
  readonly more: number;
}

/** What was found is put away. */
export const dismissFoundSchema = z.object({
  foundId: idSchema,
  reason: z.string().trim().min(1).max(500),
});
