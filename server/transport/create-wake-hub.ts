import type { Timers } from '../../shared/core/timers.ts';
import type { News, Place } from '../../shared/engine/exchange/collect-news.ts';

/** Commits that come together are told at once. */
const TELL_AFTER_MS = 5;

/** Names of replicas are an organisation's own. */
export interface ReplicaOf {
  readonly organisationId: string;
  readonly replica: string;
}

/** A replica that listens. */
export interface Listener extends ReplicaOf {
  /** Asks it to come. */
  readonly wake: () => void;
  /** Gives it what it has not seen. */
  readonly send: (frame: Uint8Array) => void;
}

/** Knows which replicas listen and where each is, and tells those that are behind. */
export interface WakeHub {
  /** Returns how to leave. */
  readonly join: (listener: Listener) => () => void;
  /** The organisation's feed came to this place. */
  readonly moved: (organisationId: string, seq: number) => void;
  /** A replica was answered, and has everything up to there. */
  readonly served: (replica: ReplicaOf, place: Place) => void;
  /** Asks a replica that listens here to come once more, to say that it applied what it was given. */
  readonly recall: (replica: ReplicaOf) => void;
  readonly close: () => void;
}

export interface WakeHubOptions {
  readonly timers: Timers;
  /** What a replica has not seen. */
  readonly collect: (listener: Listener, place: Place) => Promise<News>;
  readonly onError: (error: unknown) => void;
}

export function createWakeHub({ timers, collect, onError }: WakeHubOptions): WakeHub {
  const listeners = new Set<Listener>();
  const feedByOrganisation = new Map<string, number>();
  const placeByReplica = new Map<string, Place>();
  /** How far the feed was looked through for a replica; nothing up to there concerns it. */
  const seenByReplica = new Map<string, number>();
  const recalled = new Set<string>();
  const told = new Set<Listener>();
  let cancel: (() => void) | null = null;

  const isBehind = (listener: Listener): boolean =>
    (seenByReplica.get(nameOf(listener)) ?? 0) <
    (feedByOrganisation.get(listener.organisationId) ?? 0);
  const served = (replica: ReplicaOf, place: Place): void => {
    placeByReplica.set(nameOf(replica), place);
    seenByReplica.set(nameOf(replica), place.cursor);
  };

  const tell = async (listener: Listener): Promise<void> => {
    const name = nameOf(listener);
    const place = placeByReplica.get(name);
    if (recalled.delete(name) || !place) return listener.wake();
    const news = await collect(listener, place);
    // It was answered meanwhile: what was collected is from before.
    if (placeByReplica.get(name) !== place || !listeners.has(listener)) return;
    if (news.kind === 'must-ask') listener.wake();
    else if (news.kind === 'nothing') seenByReplica.set(name, news.through);
    else {
      listener.send(news.bytes);
      served(listener, news.place);
    }
  };

  /** One at a time for each: two that overtake each other would both be turned away. */
  const tellInTurn = async (listener: Listener): Promise<void> => {
    if (told.has(listener)) return;
    told.add(listener);
    const feed = feedByOrganisation.get(listener.organisationId) ?? 0;
    try {
      await tell(listener);
    } catch (error) {
      onError(error);
      listener.wake();
    } finally {
      told.delete(listener);
    }
    // Came while it was told. Who was asked to come is not asked again for the same.
    if ((feedByOrganisation.get(listener.organisationId) ?? 0) > feed) tellSoon();
  };
  const tellThem = (): void => {
    cancel = null;
    for (const listener of listeners) {
      if (isBehind(listener) || recalled.has(nameOf(listener))) void tellInTurn(listener);
    }
  };
  const tellSoon = (): void => {
    cancel ??= timers.after(TELL_AFTER_MS, tellThem);
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
      tellSoon();
    },
    served,
    recall: (replica) => {
      const name = nameOf(replica);
      if (![...listeners].some((listener) => nameOf(listener) === name)) return;
      recalled.add(name);
      tellSoon();
    },
    close: () => {
      listeners.clear();
      cancel?.();
    },
  };
}

const nameOf = ({ organisationId, replica }: ReplicaOf): string => `${organisationId} ${replica}`;
