/**
 * A line to one desk, whatever carries it. Messages are plain values that survive JSON. They arrive
 * in order and whole, or the connection closes.
 */
export interface Connection {
  /** Sends, or does nothing once the line is closed. */
  readonly send: (message: unknown) => void;
  /** Set once, in the same turn in which the connection was handed over. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once, whoever closed it. */
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
}
