import type { TestClock } from '../support/engine.ts';

/** The computers of a clinic that exchanges: two branches, and a doctor's laptop. */
export const COMPUTERS = ['salt-lake', 'park-street', 'laptop'] as const;
export type Computer = (typeof COMPUTERS)[number];

/** Half an hour or so of a doctor at a branch. */
export interface WantedTime {
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A book as both stores have it, in a form that is compared: what is not known is not in it. */
export interface SeenBook {
  readonly visits: Readonly<Record<string, SeenVisit>>;
  readonly claims: Readonly<Record<string, SeenClaim>>;
  readonly patient: { readonly note: string; readonly phone: string };
  /** Of visits and patients, what central does not have yet, as kind and id, in their order. */
  readonly unsent: readonly string[];
}

interface SeenVisit extends WantedTime {
  readonly status: string;
  readonly withRight: boolean;
  readonly moves: number;
}

interface SeenClaim extends Omit<WantedTime, 'branchId'> {
  readonly rank: number;
  readonly replica: string;
  readonly withRight: boolean;
  readonly endorsed: boolean;
  readonly verdict: string;
  readonly blockerId: string | null;
}

/**
 * A clinic whose computers keep their books in one of the stores. Nothing in it happens by itself,
 * and no two of its clocks differ.
 */
export interface SyncedClinic {
  readonly clock: TestClock;
  /** Books, or moves what is booked under that id. Says whether it was done. */
  readonly book: (at: Computer, id: string, time: WantedTime) => Promise<boolean>;
  readonly move: (at: Computer, id: string, time: WantedTime) => Promise<boolean>;
  readonly cancel: (at: Computer, id: string) => Promise<boolean>;
  readonly type: (at: Computer, field: 'note' | 'phone', value: string) => Promise<void>;
  /**
   * Exchanges until neither side has anything left. With `unheard`, one request is sent, and its
   * answer is lost on the way back.
   */
  readonly exchange: (at: Computer, how?: 'unheard') => Promise<void>;
  /** Copies the disk. Returns what puts the copy in its place, as a backup does. */
  readonly remember: (at: Computer) => Promise<() => Promise<void>>;
  readonly look: (at: Computer | 'central') => Promise<SeenBook>;
}
