import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import type { LineEnd } from '../../../shared/wire/desk/line-end.ts';
import type { FeedSubscription } from './desk-feed.ts';
import type { DeskHost } from './desk-host.ts';

/** The line to a desk, as far as serving it is concerned. */
export interface DeskLine {
  readonly send: (message: DeskDown, hasMore?: boolean) => void;
  readonly close: () => void;
}

/** What is known of one desk while its line is open. */
export interface DeskState {
  readonly host: DeskHost;
  readonly line: DeskLine;
  /** What the desk calls itself. */
  name: string;
  isGreeted: boolean;
  isSettingUp: boolean;
  /** How the line ended; null while it is open. */
  ended: LineEnd | null;
  signedIn: { readonly userId: string; readonly token: string } | null;
  subscription: FeedSubscription | null;
  /** The branches that what it is sent is of; null: all that are in the book. */
  near: readonly string[] | null;
  /** Calls off what happens when nobody is at the desk. */
  stopIdling: () => void;
  /** Intents that the desk does not want any more, until their outcomes. */
  readonly calledOff: Set<string>;
  inFlight: number;
  malformed: number;
  last: Promise<void>;
}

export const createDeskState = (host: DeskHost, line: DeskLine): DeskState => ({
  host,
  line,
  name: '',
  isGreeted: false,
  isSettingUp: false,
  ended: null,
  signedIn: null,
  subscription: null,
  near: null,
  stopIdling: () => undefined,
  calledOff: new Set(),
  inFlight: 0,
  malformed: 0,
  last: Promise.resolve(),
});
