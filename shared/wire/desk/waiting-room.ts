/** How a branch's queue goes on, and nothing of who the patients are. */
export interface QueueOutlook {
  readonly day: string;
  /** When those who wait will probably go in; null for whom there is no working time left today. */
  readonly starts: readonly { readonly entryId: string; readonly startMs: number | null }[];
  /** By how much doctors run late now; of those who do not, 0. */
  readonly delays: readonly { readonly doctorId: string; readonly delayMs: number }[];
}

/** What a screen in the waiting room shows: nothing in it says who the patients are. */
export interface WallBoard {
  readonly branch: string;
  readonly timeZone: string;
  readonly nowMs: number;
  /** Who is called, the last first. */
  readonly called: readonly {
    readonly ticket: string;
    readonly doctor: string | null;
    readonly room: string;
    readonly atMs: number;
  }[];
  /** Who is next, with when they will probably go in. */
  readonly next: readonly {
    readonly ticket: string;
    readonly doctor: string | null;
    readonly startMs: number | null;
  }[];
  readonly delays: readonly { readonly doctor: string; readonly delayMs: number }[];
}
