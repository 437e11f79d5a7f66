import type { Session } from './session.ts';

/** The channel on which the processes of one central hear of each other (LISTEN, NOTIFY). */
export const SIGNALS = 'daybook';

/** What one process of central tells the others on its database. */
export type Signal =
  /** The organisation's feed came to this place. */
  | { readonly kind: 'moved'; readonly organisationId: string; readonly seq: number }
  /** A replica is to come once more, to say that it applied what it was given. */
  | { readonly kind: 'recall'; readonly organisationId: string; readonly replica: string }
  /** A replica is not listened to any more. */
  | { readonly kind: 'dismiss'; readonly organisationId: string; readonly replica: string };

export interface SignalEvents {
  /** The text of a signal, as it was sent. */
  readonly onSignal: (text: string) => void;
  /** Hears signals from now on; what was sent before, while there was no connection, is lost. */
  readonly onListening: () => void;
  /** The connection broke, or did not come about; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Hears what the processes of central on one database tell each other. */
export type ListenForSignals = (events: SignalEvents) => { readonly close: () => Promise<void> };

/** Sent within a transaction, a signal is heard once that has committed, and not otherwise. */
export const sendSignal = (session: Session, signal: Signal): Promise<unknown> =>
  session.query('select pg_notify($1, $2)', [SIGNALS, JSON.stringify(signal)]);
