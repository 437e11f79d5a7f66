import type { DeskDown } from '../../shared/wire/desk/down.ts';
import type { DeskUp } from '../../shared/wire/desk/up.ts';

/** One line to the host, whatever it is made of. */
export interface DeskLine {
  readonly send: (message: DeskUp) => void;
  readonly close: () => void;
}

export interface LineEvents {
  readonly onOpen: (line: DeskLine) => void;
  readonly onMessage: (message: DeskDown) => void;
  readonly onClose: () => void;
}

/** Tries to open a line; tells by its events how that went. */
export type DeskCarrier = (events: LineEvents) => void;
