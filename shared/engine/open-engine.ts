import type { Clock } from '../core/clock.ts';
import { createNewId, type NewId } from '../core/ids.ts';
import type { Random } from '../core/random.ts';
import type { Result } from '../core/result.ts';
import { createStrikes } from '../domain/alerts/create-strikes.ts';
import type { Intent } from '../model/intent.ts';
import type { Actor } from '../model/user.ts';
import type { ExchangeRefusal } from '../wire/exchange/frame-header.ts';
import { PROTOCOL, type Protocol } from '../wire/protocol-version.ts';
import { ATTEMPTS_MS, noteRefused } from './alerts/note-refused.ts';
import { createPushing } from './create-pushing.ts';
import { deriveSchedule } from './derive/derive-schedule.ts';
import { extendHorizon, loadShortSeries } from './derive/extend-horizon.ts';
import { issueQuotas } from './derive/issue-quotas.ts';
import { collectNews, type News, type Place } from './exchange/collect-news.ts';
import { exchangeAtCentral, type Sender } from './exchange/exchange-at-central.ts';
import { reincarnateCentral } from './exchange/heal-central.ts';
import { joinAgain } from './exchange/join-again.ts';
import { nameAtCentral } from './exchange/name-at-central.ts';
import { purgeAtCentral, purgeAtReplica } from './exchange/purge-departed.ts';
import { incarnationName, reincarnate } from './exchange/reincarnate.ts';
import { carryOutAccepted } from './intents/carry-out-accepted.ts';
import { executeIntent, type IntentOutcome } from './intents/execute-intent.ts';
import { settleParted } from './intents/settle-parted.ts';
import { loadBook } from './queries/load-book.ts';
import type { AfterWrite } from './store/create-work.ts';
import { openStore, type Store } from './store/open-store.ts';
import type { Waiting } from './store/pace.ts';
import type { Connector } from './store/session.ts';
import type { BookTable } from './store/tables.ts';
import { type Arrival, SYNC, type Taken, takeArrived } from './take-arrived.ts';

/** The book of appointments, over whichever Postgres the connector speaks to. */
export interface Engine {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  /**
   * What this replica is; null until an organisation was set up or joined. Central may have the
   * books of several organisations, and is asked for one by its name.
   */
  readonly loadBook: (organisationId?: string) => Promise<BookTable | null>;
  /** Does what a person asked for, once. The actor is who signed in, never what a message says. */
  readonly execute: (
    organisationId: string,
    actor: Actor,
    intent: Intent,
    /** Hears how far a large one is, and may call it off until it is committed. */
    waiting?: Waiting,
  ) => Promise<IntentOutcome>;
  /** Derives the sessions that the passing of time has brought within the horizon. */
  readonly extendHorizon: (organisationId: string) => Promise<void>;
  /** The next frame for central. */
  readonly nextPush: (organisationId: string) => Promise<Uint8Array>;
  /** While that is on its way: makes the one after it ready, if more waits. */
  readonly prepareNext: (organisationId: string) => Promise<void>;
  /**
   * Takes central's answer to it; says whether more waits at either end. `sentAtMs`: by this
   * computer's clock; null if others carried it.
   */
  readonly takeAnswer: (
    organisationId: string,
    bytes: Uint8Array,
    sentAtMs: number | null,
  ) => Promise<Result<Taken, string>>;
  /** Takes what central sent unasked, if it goes on from the answer that came here last. */
  readonly takeNews: (organisationId: string, bytes: Uint8Array) => Promise<Result<Taken, string>>;
  /**
   * After central refused the version of the last frame: says the next in one that central speaks.
   * False if this program does not speak it any more, or it was not that.
   */
  readonly speak: (central: { readonly from: number; readonly to: number }) => boolean;
  /**
   * After central could not read the last frame: the next one has half its rows, so that what it
   * cannot read is found and holds nothing else back. False if that would not help.
   */
  readonly splitPush: (organisationId: string) => Promise<boolean>;
  /**
   * Goes on under another name, because this replica's disk was copied or set back. What central
   * has not acknowledged is offered again. `replaces`: nobody else uses the former name. At central,
   * whose database was set back: every replica offers again what it has.
   */
  readonly reincarnate: (
    organisationId: string,
    options: { readonly replaces: boolean },
  ) => Promise<void>;
  /**
   * Goes on as the replica that central made of this computer by a new code, after it was retired or
   * is not known any more (`isForgotten`). What was not handed over is offered again.
   */
  readonly joinAgain: (
    organisationId: string,
    enrolled: { readonly replica: string; readonly isForgotten: boolean },
  ) => Promise<void>;
  /** What central can send a replica without being asked, since it was last answered. */
  readonly news: (
    device: { readonly organisationId: string; readonly replica: string },
    place: Place,
  ) => Promise<News>;
  /**
   * Forgets, a bounded part at a time, that rows left a part of the book, where nobody is left who
   * has to be told. Returns how many were forgotten.
   */
  readonly purge: (organisationId: string) => Promise<number>;
  /** Central's side of an exchange. */
  readonly exchange: (
    device: Sender,
    bytes: Uint8Array,
  ) => Promise<Result<Uint8Array, ExchangeRefusal>>;
}

/** Opens the engine over a migrated database. */
export function openEngine(
  connector: Connector,
  clock: Clock,
  random: Random,
  protocol: Protocol = PROTOCOL,
): Engine {
  const store = openStore(connector, clock, followSchedule);
  const newId = createNewId(clock, random);
  const strikes = createStrikes(clock, ATTEMPTS_MS);
  const { answered, ...pushing } = createPushing(store, newId, protocol);
  let toldThrough = 0;
  const take = async (organisationId: string, bytes: Uint8Array, arrival: Arrival) => {
    const taken = await takeArrived(store, clock, organisationId, bytes, arrival);
    if (!taken.ok) return taken;
    await lookAfterArrived(store, newId, organisationId, taken.value.more);
    answered(taken.value.protocol);
    return taken;
  };
  return {
    store,
    clock,
    newId,
    loadBook: (organisationId) => store.read((db) => loadBook(db, organisationId)),
    execute: async (organisationId, actor, intent, waiting) => {
      const outcome = await executeIntent(store, newId, organisationId, actor, intent, waiting);
      if (!outcome.ok) {
        await noteRefused({ store, strikes }, organisationId, actor, intent, outcome.error);
      }
      return outcome;
    },
    extendHorizon: async (organisationId) => {
      const short = await store.read((db) => loadShortSeries(db, organisationId, clock.nowMs()));
      if (short.length === 0) return;
      await store.write(organisationId, HORIZON, (tx) => extendHorizon(tx, short));
    },
    ...pushing,
    takeAnswer: (organisationId, bytes, sentAtMs) => take(organisationId, bytes, { sentAtMs }),
    takeNews: (organisationId, bytes) => take(organisationId, bytes, 'news'),
    reincarnate: (organisationId, { replaces }) =>
      store.write(organisationId, { ...SYNC, intentKind: 'reincarnate' }, (tx) => {
        if (tx.book.isCentral) return reincarnateCentral(tx, newId());
        const replica = incarnationName(tx.book.replica, newId());
        return reincarnate(tx, { replica, of: nameAtCentral(tx.book), replaces });
      }),
    joinAgain: (organisationId, enrolled) =>
      store.write(organisationId, { ...SYNC, intentKind: 'join-again' }, (tx) =>
        joinAgain(tx, enrolled),
      ),
    news: (device, place) =>
      store.readMoment((db) => collectNews(db, clock.nowMs(), device, place)),
    purge: (organisationId) =>
      store.write(organisationId, { ...HORIZON, intentKind: 'purge' }, async (tx) => {
        if (tx.book.isCentral) return purgeAtCentral(tx);
        const through = toldThrough;
        toldThrough = tx.book.seq;
        return purgeAtReplica(tx, through);
      }),
    exchange: async (device, bytes) => {
      const answer = await exchangeAtCentral(store, clock, device, bytes, { protocol, newId });
      if (answer.ok) await lookAfterArrived(store, newId, device.organisationId);
      return answer;
    },
  };
}

/** What others did that this computer has to follow up. */
async function lookAfterArrived(
  store: Store,
  newId: NewId,
  organisationId: string,
  more = false,
): Promise<void> {
  await carryOutAccepted(store, newId, organisationId);
  // Of a visit and who assists in it, one may have come, and the other be on its way.
  if (!more) await settleParted(store, organisationId);
}

const HORIZON = { ...SYNC, intentKind: 'extend-horizon', actorName: 'Daybook', desk: 'clock' };

/** Sessions and slots follow what was written about them, in the same transaction. */
const followSchedule: AfterWrite = (tx, puts) => {
  const idsOf = (kind: string) => puts.filter((p) => p.kind === kind).map((p) => p.after.id);
  const [seriesIds, sessionIds] = [idsOf('series'), idsOf('session')];
  // A branch that has another home has its share of its doctors' days there.
  const sharesMove = tx.book.isCentral && idsOf('branch').length > 0;
  if (seriesIds.length + sessionIds.length === 0) return sharesMove ? issueQuotas(tx) : null;
  const derived = deriveSchedule(tx, { seriesIds, sessionIds });
  return sharesMove ? derived.then(() => issueQuotas(tx)) : derived;
};
