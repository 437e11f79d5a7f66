import type { Timers } from '../../../shared/core/timers.ts';

/** Between attempts to reach central; cheap, and so a network that returns is noticed at once. */
const RETRY_MS = 900;
/** Central answers, but offers no wake: there is no hurry to ask again. */
const REFUSED_RETRY_MS = 30_000;

export interface WakeEvents {
  readonly onOpen: () => void;
  readonly onWake: () => void;
  /** Central's frame, as an answer has it. */
  readonly onNews: (frame: Uint8Array) => void;
  /** The line ended, or never came about. `isRefused`: central is there and said no. */
  readonly onClose: (isRefused: boolean) => void;
}

/** Opens a line on which central says when it has something. */
export type OpenWake = (events: WakeEvents) => { readonly close: () => void };

/**
 * Keeps such a line open for good. `onReachable` is called when central can be reached again,
 * `onWake` when it says that there is something to fetch, `onNews` when it sends that, and `onLost` when the line broke: then
 * the network is gone, and who shows so need not wait for something to send.
 */
export function keepAwake(options: {
  readonly open: OpenWake;
  readonly timers: Timers;
  readonly onReachable: () => void;
  readonly onWake: () => void;
  readonly onNews: (frame: Uint8Array) => void;
  readonly onLost: () => void;
}): { readonly close: () => void } {
  let isClosed = false;
  let isOpen = false;
  let cancelRetry = (): void => undefined;
  let line: { readonly close: () => void } | null = null;
  const connect = (): void => {
    line = options.open({
      onOpen: () => {
        isOpen = true;
        options.onReachable();
      },
      onWake: options.onWake,
      onNews: options.onNews,
      onClose: (isRefused) => {
        line = null;
        if (isClosed) return;
        if (isRefused) options.onReachable();
        else if (isOpen) options.onLost();
        isOpen = false;
        cancelRetry = options.timers.after(isRefused ? REFUSED_RETRY_MS : RETRY_MS, connect);
      },
    });
  };
  connect();
  return {
    close: () => {
      isClosed = true;
      cancelRetry();
      line?.close();
    },
  };
}
