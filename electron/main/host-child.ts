import type { ToHost } from '../../shared/wire/shell/host-message.ts';

/** One run of the host's process, as its supervisor sees it. `Port` is Electron's. */
export interface HostChild<Port> {
  readonly postMessage: (message: ToHost, ports?: Port[]) => void;
  readonly kill: () => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once; also when it could not be started at all. */
  readonly onExit: (listener: (code: number) => void) => void;
}
