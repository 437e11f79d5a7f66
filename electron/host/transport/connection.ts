import type { LineEnd } from '../../../shared/wire/desk/line-end.ts';

/**
 * A line to one desk, whatever carries it. Messages are plain values that survive JSON. They arrive
 * in order and whole, or the connection closes.
 */
export interface Connection {
  /**
   * Sends, or does nothing once the line is closed. `hasMore`: something else is likely to be sent in
   * this turn, and may take the message along; it leaves by itself at the end of the turn.
   */
  readonly send: (message: unknown, hasMore?: boolean) => void;
  /** Set once, in the same turn in which the connection was handed over. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once, whoever closed it. */
  readonly onClose: (listener: (how: LineEnd) => void) => void;
  readonly close: () => void;
}
