/**
 * What the preload puts on `window.daybook` in Electron. The port to the host arrives as a
 * `message` event on `window` with `data === DESK_PORT_MESSAGE` and the port in `ports[0]`.
 */
export interface DaybookBridge {
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly version: string;
  /** Asks the shell for a port to the host; also after the host was restarted. */
  readonly requestPort: () => void;
}

export const DESK_PORT_MESSAGE = 'daybook-desk-port';
