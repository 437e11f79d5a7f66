import type { TimeOff } from '../../model/time-off.ts';
import type { SeatsPreview } from './answers.ts';

type Time = Pick<TimeOff, 'startMs' | 'endMs'>;

/** One day of what applying a pattern of working time would come to. */
export interface PreviewedDay {
  readonly day: string;
  /** When the doctor works there, as it stands and as it would be. */
  readonly before: readonly Time[];
  readonly after: readonly Time[];
  /** How many sessions would be made, changed or removed. */
  readonly changes: number;
  /** A session that stays, and is at the time of one that is to be. */
  readonly overlap: (Time & { readonly branchId: string }) | null;
  /** The name of the day on which the branch is closed. */
  readonly closed: string | null;
  /** When the doctor is away in the time there would be. */
  readonly away: readonly Pick<TimeOff, 'startMs' | 'endMs' | 'kind' | 'reason'>[];
  /** Another computer holds the bookings of a session that would change: it has to hand them over. */
  readonly isHeldElsewhere: boolean;
  /** How many appointments would lie in no session. */
  readonly affected: number;
}

/** What applying a pattern of working time would come to. */
export interface ApplyingPreview extends SeatsPreview {
  /** Those on which something changes or is in the way, the earliest first; a year at most. */
  readonly days: readonly PreviewedDay[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}
