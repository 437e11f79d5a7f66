/** Keeps a secret of this person's on this machine, outside the folder of the book. */
export interface Keychain {
  readonly kind: 'keychain' | 'key-file';
  /** Takes 32 bytes; what it answers goes into the keyring, and is no secret. */
  readonly keep: (secret: Buffer) => Promise<string>;
  /**
   * The secret again, and what should stand in the keyring from now on; null where this machine or
   * this person does not have it.
   */
  readonly find: (
    kept: string,
  ) => Promise<{ readonly secret: Buffer; readonly kept: string } | null>;
  /** The secret is no longer needed. */
  readonly drop: (kept: string) => Promise<void>;
}
