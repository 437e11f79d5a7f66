import { z } from 'zod';
import { WORK_BREACHES } from './choices.ts';
import type { Rule } from './rule.ts';
import type { Session } from './session.ts';

export type WorkBreachKind = (typeof WORK_BREACHES)[number];

/** Other working time that a breach is about; whose it is where it is another doctor's. */
interface OtherWork extends Pick<Session, 'branchId' | 'startMs' | 'endMs'> {
  readonly doctorId?: string;
}

/** How working time that is asked for goes against what was agreed, or can hardly be kept. */
export interface WorkBreach extends Pick<Session, 'doctorId' | 'branchId' | 'startMs' | 'endMs'> {
  readonly kind: WorkBreachKind;
  readonly effect: Exclude<Rule['effect'], 'manager'>;
  /** The day it is about, or the Monday of the week. */
  readonly day: string;
  /** What there would be and what was agreed: minutes, or days; null where nothing is counted. */
  readonly found: number | null;
  readonly agreed: number | null;
  /** The other working time, where it is about two. */
  readonly other: OtherWork | null;
  /** The name of the room, where it is about one. */
  readonly room?: string;
}

/** When a branch was last heard, so how old what is known of it may be; null is never. */
export interface HeardBranch {
  readonly branchId: string;
  readonly heardMs: number | null;
}

/** All that is against what was agreed. */
export interface WorkBreaches {
  readonly count: number;
  /** The first of them. */
  readonly first: readonly WorkBreach[];
  /** What has to be accepted, each kind with its severest effect. */
  readonly kinds: readonly Pick<WorkBreach, 'kind' | 'effect'>[];
  /** Other branches whose working time was counted. */
  readonly heard: readonly HeardBranch[];
}

/** That a person was shown that it is against what was agreed, and went on, and why. */
export const workAcceptanceSchema = z.object({
  kinds: z.array(z.enum(WORK_BREACHES)).max(WORK_BREACHES.length),
  reason: z.string().trim().min(1).max(500).nullable(),
});
export type WorkAcceptance = z.infer<typeof workAcceptanceSchema>;
