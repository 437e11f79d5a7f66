import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadSyncCounts } from '../../../shared/engine/queries/load-sync-counts.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import type { JoinAgainRefusal } from '../../../shared/wire/desk/set-up.ts';
import type { SyncStatus } from '../../../shared/wire/desk/status.ts';
import { type CarryByFile, createCarryByFile } from './carry-by-file.ts';
import { type CentralAdmin, createCentralAdmin } from './central-admin.ts';
import type { Fetch } from './central-request.ts';
import { joinAgain } from './join-again.ts';
import { keepAwake } from './keep-awake.ts';
import { keepClient } from './keep-client.ts';
import type { NetworkSwitch } from './network-switch.ts';
import type { DeviceKey, DeviceKeys } from './open-device-key.ts';
import { openWakeSocket } from './open-wake-socket.ts';
import { refusalOf, startSyncLoop } from './sync-loop.ts';
import { STANDALONE, toSyncStatus } from './to-sync-status.ts';

/** Changes of the status that come together are told together. */
const TOLD_AFTER_MS = 50;

export interface Sync {
  readonly status: () => Promise<SyncStatus>;
  readonly onChange: (listener: () => void) => () => void;
  readonly now: () => Promise<void>;
  readonly carry: CarryByFile | null;
  readonly admin: CentralAdmin | null;
  readonly joinAgain: (code: string) => Promise<Result<null, JoinAgainRefusal>>;
  readonly close: () => void;
}

export interface SyncOptions {
  readonly engine: Engine;
  readonly book: BookTable;
  readonly keys: () => DeviceKeys;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly fetch: Fetch;
  /** The one authority that central's certificate comes from; null: any the system trusts. */
  readonly authority: string | null;
  readonly network: NetworkSwitch;
  /** Told when the book goes on under another name. */
  readonly onRenamed?: (book: BookTable) => void;
  readonly onError: (error: unknown) => void;
}

/** Keeps a book in step with its central server; a book without one is on its own. */
export function openSync(options: SyncOptions): Sync {
  const { centralUrl } = options.book;
  return centralUrl === null ? createStandalone() : createSync(options, centralUrl);
}

const createStandalone = (): Sync => ({
  status: async () => STANDALONE,
  onChange: () => () => undefined,
  now: async () => undefined,
  carry: null,
  admin: null,
  joinAgain: async () => err({ kind: 'not-needed' }),
  close: () => undefined,
});

function createSync(options: SyncOptions, centralUrl: string): Sync {
  const { engine, book, clock, timers, random, network, onError } = options;
  const { organisationId } = book;
  const teller = createTeller(timers);
  // Every desk asks for the status at the same moment; it is counted once.
  let known: Promise<SyncStatus> | null = null;
  const changed = (): void => {
    known = null;
    teller.tell();
  };
  const fetch = network.fetch(options.fetch);
  const client = keepClient(book, {
    ...{ centralUrl, clock, onError, fetch },
    keys: options.keys(),
  });
  const { authority } = options;
  const admin = createCentralAdmin({ centralUrl, organisationId, fetch, authority });
  const rename = async (): Promise<void> => {
    const renamed = (await engine.loadBook()) ?? book;
    client.rename(renamed);
    options.onRenamed?.(renamed);
  };
  const loop = startSyncLoop({
    engine,
    organisationId,
    exchange: client.exchange,
    onForked: async () => {
      await engine.reincarnate(organisationId, { replaces: false });
      await rename();
    },
    timers,
    random,
    onChange: changed,
    onError,
  });
  const key = (): DeviceKey => options.keys().current();
  const carry = createCarryByFile({ engine, organisationId, key, random, client, changed });
  const join = createJoining(async (code) => {
    const joined = await joinAgain({ ...options, centralUrl }, refusalOf(loop.phase()), code);
    if (!joined.ok) return joined;
    await rename();
    await loop.now();
    return ok(null);
  });
  const loadStatus = async (): Promise<SyncStatus> => {
    const current = (await engine.loadBook()) ?? book;
    const counts = await engine.store.read((db) => loadSyncCounts(db, organisationId));
    return toSyncStatus(loop.phase(), current, counts);
  };
  const look = (): void => void loop.now();
  const awake = keepAwake({
    open: network.wake(openWakeSocket(client.wakeRequest, authority)),
    ...{ timers, onReachable: look, onWake: look, onLost: look },
    onNews: (frame) => void loop.take(frame),
  });
  return {
    status: () => {
      known ??= loadStatus().catch((error: unknown) => {
        known = null;
        throw error;
      });
      return known;
    },
    onChange: teller.onChange,
    now: loop.now,
    carry,
    admin,
    joinAgain: join,
    close: () => {
      awake.close();
      teller.close();
      loop.stop();
    },
  };
}

/** One at a time: two desks may be told of it at once. */
function createJoining(join: Sync['joinAgain']): Sync['joinAgain'] {
  let isJoining = false;
  return async (code) => {
    if (isJoining) return err({ kind: 'not-needed' });
    isJoining = true;
    try {
      return await join(code);
    } finally {
      isJoining = false;
    }
  };
}

function createTeller(timers: Timers) {
  const listeners = new Set<() => void>();
  let cancel: (() => void) | null = null;
  return {
    tell: (): void => {
      cancel ??= timers.after(TOLD_AFTER_MS, () => {
        cancel = null;
        for (const listener of listeners) listener();
      });
    },
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => cancel?.(),
  };
}
