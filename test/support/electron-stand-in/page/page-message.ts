import type { PortMessage } from '../port-table.ts';

/** What the main process says to a window's preload. */
export type ToPreload =
  | {
      readonly kind: 'ipc';
      readonly channel: string;
      readonly message: unknown;
      readonly ports: readonly number[];
    }
  | PortMessage;

/** What a preload says to the main process. Values cross as JSON. */
export type FromPreload =
  | { readonly kind: 'ipc'; readonly channel: string; readonly args: readonly unknown[] }
  | PortMessage;

/** The names by which the worlds of a page and the main process find each other. */
export interface WorldNames {
  /** Isolated world: the function that takes messages of the main process. */
  readonly receive: string;
  /** Isolated world: the function that sends to the main process. */
  readonly send: string;
  /** Event: the preload shows the page an object. */
  readonly expose: string;
  /** Event: the page calls a function of such an object. */
  readonly call: string;
  /** Event: the far end of the nth port that the page was given has closed. */
  readonly portClosed: string;
}
