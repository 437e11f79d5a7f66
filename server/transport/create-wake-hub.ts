import type { Timers } from '../../shared/core/timers.ts';

/** Commits that come together are told in one wake. */
const WAKE_AFTER_MS = 5;

/** A replica that listens for central's wake. */
export interface Listener {
  readonly organisationId: string;
  readonly replica: string;
  readonly wake: () => void;
}

/** Knows which replicas listen and how far each was served, and wakes those that are behind. */
export interface WakeHub {
  /** Returns how to leave. */
  readonly join: (listener: Listener) => () => void;
  /** The organisation's feed came to this place. */
  readonly moved: (organisationId: string, seq: number) => void;
  /** A replica was given everything up to this place. */
  readonly served: (replica: string, seq: number) => void;
  /** Asks a replica to come once more, to say that it applied what it was given. */
  readonly recall: (replica: string) => void;
  readonly close: () => void;
}

export function createWakeHub(timers: Timers): WakeHub {
  const listeners = new Set<Listener>();
  const feedByOrganisation = new Map<string, number>();
  const servedByReplica = new Map<string, number>();
  const recalled = new Set<string>();
  let cancel: (() => void) | null = null;

  const isBehind = ({ organisationId, replica }: Listener): boolean =>
    (servedByReplica.get(replica) ?? 0) < (feedByOrganisation.get(organisationId) ?? 0);
  const wakeThem = (): void => {
    cancel = null;
    for (const listener of listeners) {
      if (isBehind(listener) || recalled.has(listener.replica)) listener.wake();
    }
    recalled.clear();
  };
  const wakeSoon = (): void => {
    cancel ??= timers.after(WAKE_AFTER_MS, wakeThem);
  };

  return {
    join: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    moved: (organisationId, seq) => {
      const known = feedByOrganisation.get(organisationId) ?? 0;
      if (seq <= known) return;
      feedByOrganisation.set(organisationId, seq);
      wakeSoon();
    },
    served: (replica, seq) => {
      servedByReplica.set(replica, seq);
    },
    recall: (replica) => {
      recalled.add(replica);
      wakeSoon();
    },
    close: () => cancel?.(),
  };
}
