/** Keeps a small text on a disk so that only who has the key of the book can read it. */
export interface TextSeal {
  readonly seal: (text: string) => string;
  /** The text again, also one that was never sealed; null if it was sealed with another key. */
  readonly open: (stored: string) => string | null;
}

/** For where nothing is encrypted. */
export const IN_CLEAR: TextSeal = { seal: (text) => text, open: (stored) => stored };
