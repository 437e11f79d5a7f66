import type { DeskDown } from '../../shared/wire/desk/down.ts';
import type { DeskCarrier, DeskLine } from './desk-carrier.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

export interface KeptLine {
  /** The line while there is one. */
  readonly current: () => DeskLine | null;
  /** Tries again now, without waiting out the pause. */
  readonly retryNow: () => void;
}

/**
 * Keeps a line to the host open for as long as the window lives: after a break it tries again,
 * sooner at first and at least every five seconds.
 */
export function keepLine(
  carrier: DeskCarrier,
  events: {
    readonly onOpen: (line: DeskLine) => void;
    readonly onMessage: (message: DeskDown) => void;
    readonly onLost: () => void;
  },
): KeptLine {
  let line: DeskLine | null = null;
  let pauseMs = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTrying = false;

  const open = (): void => {
    isTrying = true;
    timer = undefined;
    carrier({
      onOpen: (opened) => {
        isTrying = false;
        line = opened;
        pauseMs = FIRST_RETRY_MS;
        events.onOpen(opened);
      },
      onMessage: events.onMessage,
      onClose: () => {
        isTrying = false;
        line = null;
        events.onLost();
        timer ??= setTimeout(open, pauseMs);
        pauseMs = Math.min(pauseMs * 2, LAST_RETRY_MS);
      },
    });
  };
  open();
  return {
    current: () => line,
    retryNow: () => {
      if (line || isTrying) return;
      clearTimeout(timer);
      open();
    },
  };
}
