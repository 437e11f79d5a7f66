/**
 * What the preload puts on `window.daybook` in Electron. The port to the host arrives as a
 * `message` event on `window` with `data === DESK_PORT_MESSAGE` and the port in `ports[0]`.
 */
export interface DaybookBridge {
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly version: string;
  /** Asks the shell for a port to the host; also after the host was restarted. */
  readonly requestPort: () => void;
  /** Asks for the seat that was kept; it comes as a `message` with a `SeatMessage`. */
  readonly requestSeat: () => void;
  /**
   * Keeps a window's sign-in while the program is closed, in the keychain of the operating system;
   * null forgets it. Where there is no keychain nothing is kept.
   */
  readonly keepSeat: (seat: string | null) => void;
}

export const DESK_PORT_MESSAGE = 'daybook-desk-port';

/** What was kept of a window's sign-in; null if nothing was, or it cannot be read any more. */
export interface SeatMessage {
  readonly kind: 'daybook-seat';
  readonly seat: string | null;
}
