/** Randomness, handed in so that one seed replays everything. */
export interface Random {
  /** `length` random bytes. */
  readonly bytes: (length: number) => Uint8Array;
}
