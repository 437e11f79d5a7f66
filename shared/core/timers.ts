/** What waits, handed in so that a simulation can let hours pass at once. */
export interface Timers {
  /** Runs `run` once after `delayMs`. Returns how to call it off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}
