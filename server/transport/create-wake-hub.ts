import type { Timers } from '../../shared/core/timers.ts';
import type { News, Place } from '../../shared/engine/exchange/collect-news.ts';

/** Commits of one moment are told at once; those that come while it is told are told next. */
const TELL_AFTER_MS = 1;

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
  /**
   * A replica is being answered, and is told nothing beside it: the answer has the same. Returns how
   * to say that it was.
   */
  readonly answering: (replica: ReplicaOf) => () => void;
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
  const places = createPlaces();
  const recalled = new Set<string>();
  const answered = countNames();
  const told = new Set<Listener>();
  let cancel: (() => void) | null = null;

  const isDue = (listener: Listener): boolean =>
    !answered.has(nameOf(listener)) &&
    (places.isBehind(listener) || recalled.has(nameOf(listener)));

  const tell = async (listener: Listener): Promise<void> => {
    const name = nameOf(listener);
    const place = places.of(listener);
    if (recalled.delete(name) || !place) return listener.wake();
    const news = await collect(listener, place);
    // It was answered meanwhile, or is: what was collected is from before.
    const isBefore = places.of(listener) !== place || answered.has(name);
    if (isBefore || !listeners.has(listener)) return;
    if (news.kind === 'must-ask') listener.wake();
    else if (news.kind === 'nothing') places.sawThrough(listener, news.through);
    else {
      listener.send(news.bytes);
      places.served(listener, news.place);
    }
  };

  /** One at a time for each: two that overtake each other would both be turned away. */
  const tellInTurn = async (listener: Listener): Promise<void> => {
    if (told.has(listener)) return;
    told.add(listener);
    const feed = places.feedOf(listener);
    try {
      await tell(listener);
    } catch (error) {
      onError(error);
      listener.wake();
    } finally {
      told.delete(listener);
    }
    // Came while it was told. Who was asked to come is not asked again for the same.
    if (places.feedOf(listener) > feed || recalled.has(nameOf(listener))) tellSoon();
  };
  const tellDue = (isMeant: (listener: Listener) => boolean): void => {
    for (const one of listeners) if (isMeant(one) && isDue(one)) void tellInTurn(one);
  };
  const tellSoon = (): void => {
    cancel ??= timers.after(TELL_AFTER_MS, () => {
      cancel = null;
      tellDue(() => true);
    });
  };

  return {
    join: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    moved: (organisationId, seq) => {
      if (places.moved(organisationId, seq)) tellSoon();
    },
    answering: (replica) => {
      const done = answered.add(nameOf(replica));
      return () => {
        done();
        tellDue((listener) => nameOf(listener) === nameOf(replica));
      };
    },
    served: places.served,
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

/** How far feeds came, and where in them replicas are. */
function createPlaces() {
  const feedByOrganisation = new Map<string, number>();
  const placeByReplica = new Map<string, Place>();
  /** How far the feed was looked through for a replica; nothing up to there concerns it. */
  const seenByReplica = new Map<string, number>();
  const feedOf = ({ organisationId }: Pick<ReplicaOf, 'organisationId'>): number =>
    feedByOrganisation.get(organisationId) ?? 0;
  return {
    feedOf,
    of: (replica: ReplicaOf): Place | undefined => placeByReplica.get(nameOf(replica)),
    isBehind: (replica: ReplicaOf): boolean =>
      (seenByReplica.get(nameOf(replica)) ?? 0) < feedOf(replica),
    /** Whether the feed was not known to be as far. */
    moved: (organisationId: string, seq: number): boolean => {
      if (seq <= feedOf({ organisationId })) return false;
      feedByOrganisation.set(organisationId, seq);
      return true;
    },
    served: (replica: ReplicaOf, place: Place): void => {
      placeByReplica.set(nameOf(replica), place);
      seenByReplica.set(nameOf(replica), place.cursor);
    },
    sawThrough: (replica: ReplicaOf, seq: number): void => {
      seenByReplica.set(nameOf(replica), seq);
    },
  };
}

/** Names, each as often as it was added; adding one returns how to take it away again. */
function countNames() {
  const counts = new Map<string, number>();
  return {
    has: (name: string): boolean => counts.has(name),
    add: (name: string) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return (): void => {
        const left = (counts.get(name) ?? 1) - 1;
        if (left > 0) counts.set(name, left);
        else counts.delete(name);
      };
    },
  };
}
