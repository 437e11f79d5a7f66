/** The time of day, handed in so that tests and simulations own it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly nowMs: () => number;
}
