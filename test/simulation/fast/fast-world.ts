import { type SyncLoop, startSyncLoop } from '../../../electron/host/sync/sync-loop.ts';
import { ok, type Result } from '../../../shared/core/result.ts';
import type { ExchangeRefusal } from '../../../shared/wire/exchange/frame-header.ts';
import { createTestRandom, MONDAY_8_MS, ORGANISATION, PATIENT } from '../../support/engine.ts';
import { createNetwork, type Network } from '../network.ts';
import { createSeeded, type Seeded } from '../seeded.ts';
import {
  createSkewedClock,
  createVirtualTime,
  type SkewedClock,
  type VirtualTime,
} from '../virtual-time.ts';
import { DEVICES } from './clinic.ts';
import { keyOf, type MemoryBook, putRow } from './memory-book.ts';
import {
  enrolInMemory,
  exchangeInMemory,
  type MemoryCentral,
  openMemoryCentral,
} from './memory-central.ts';
import { fromBytes, type MemoryAnswer, type MemoryPush, toBytes } from './memory-frames.ts';
import {
  type MemoryReplica,
  nextPush,
  openMemoryReplica,
  reincarnateInMemory,
  takeAnswer,
} from './memory-replica.ts';

/** A computer of the fast world: a disk of plain data, a clock, and the program's own sync loop. */
export interface FastHost {
  readonly computer: string;
  readonly clock: SkewedClock;
  disk: MemoryReplica;
  isSetBack: boolean;
  isCopied: boolean;
  /** It went on under another name with an edit that central may have had, and says that again. */
  saysAgain: boolean;
  readonly loop: () => SyncLoop;
  /** Something was written here. */
  readonly written: () => void;
  readonly restart: () => void;
  readonly stop: () => void;
}

export interface FastWorld {
  readonly seeded: Seeded;
  readonly time: VirtualTime;
  readonly network: Network;
  readonly central: { disk: MemoryCentral; isDown: boolean };
  readonly hosts: FastHost[];
  readonly newId: () => string;
  readonly addCopy: (of: FastHost) => FastHost;
  readonly errors: readonly unknown[];
}

/** A request that got no answer by then gets none. */
const ANSWER_WITHIN_MS = 30_000;

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What is wrong with what is said; nothing, unless a mistake is planted. */
export interface FastMistake {
  readonly push?: (push: MemoryPush) => MemoryPush;
  readonly answer?: (answer: MemoryAnswer) => MemoryAnswer;
}

/** A clinic as the template's, in the store of plain data: its replicas and central know each other. */
export function openFastWorld(seed: number, mistake: FastMistake = {}): FastWorld {
  const seeded = createSeeded(seed);
  const time = createVirtualTime(MONDAY_8_MS, everythingUnderWay);
  const network = createNetwork(time, createSeeded(seeded.below(RANGE)));
  const errors: unknown[] = [];
  let no = 0;
  const newId = (): string => {
    no += 1;
    return `${seeded.below(RANGE).toString(16).padStart(8, '0')}-${String(no).padStart(6, '0')}`;
  };
  const central = { disk: openMemoryCentral(), isDown: false };
  const parts = { seeded, time, network, central, newId, errors, mistake };
  const hosts: FastHost[] = [];
  for (const { replica, branchId, doctorId } of DEVICES) {
    enrolInMemory(central.disk, { replica, branchId, doctorId }, time.nowMs());
  }
  putPatient(central.disk);
  for (const device of DEVICES) {
    hosts.push(createHost(device.name, openMemoryReplica(device), parts));
  }
  return {
    ...{ seeded, time, network, central, hosts, newId, errors },
    addCopy: (of) => {
      const copy = createHost(`Copy of ${of.computer}`, structuredClone(of.disk), parts);
      hosts.push(copy);
      return copy;
    },
  };
}

const RANGE = 2 ** 31;

/** All that does not wait for a timer is done once the turn is over. */
const everythingUnderWay = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export function putPatient(book: MemoryBook): void {
  book.seq += 1;
  const body = { note: '', phone: '' };
  const dot = { replica: 'central', counter: 1 };
  const version = { dot, vector: { central: 1 }, intent: null, hlc: 1, body };
  book.counter = 1;
  putRow(book, { kind: 'patient', id: PATIENT, version });
  if (!book.rows.has(keyOf('patient', PATIENT))) throw new Error('It was just put.');
}

type Parts = Omit<FastWorld, 'hosts' | 'addCopy' | 'errors'> & {
  readonly errors: unknown[];
  readonly mistake: FastMistake;
};

function createHost(computer: string, disk: MemoryReplica, parts: Parts): FastHost {
  const { seeded, time, newId, errors } = parts;
  const random = createTestRandom(seeded.below(RANGE));
  const clock = createSkewedClock(time);
  const listeners = new Set<() => void>();
  const start = (): SyncLoop =>
    startSyncLoop({
      engine: engineOf(host, listeners, newId),
      ...{ organisationId: ORGANISATION, timers: time.timers, random },
      exchange: async (frame) => {
        const { disk: asked } = host;
        const answer = await request(computer, frame, parts);
        if (answer.ok && host.disk === asked) host.isSetBack = false;
        return answer;
      },
      onForked: async () => {
        reincarnateHost(host, newId(), false);
      },
      onChange: () => undefined,
      onError: (error) => {
        if (!(error instanceof NoAnswer)) errors.push(error);
      },
    });
  const host: FastHost = {
    ...{ computer, clock, disk, isSetBack: false, isCopied: false, saysAgain: false },
    loop: () => loop,
    written: () => {
      for (const listener of listeners) listener();
    },
    restart: () => {
      loop.stop();
      loop = start();
    },
    stop: () => loop.stop(),
  };
  let loop = start();
  return host;
}

/** A computer goes on under another name, and knows now what became of its disk. */
export function reincarnateHost(host: FastHost, id: string, replaces: boolean): void {
  host.saysAgain ||= host.disk.unsent.has(keyOf('patient', PATIENT));
  reincarnateInMemory(host.disk, id.slice(0, 8), replaces);
  host.isSetBack = false;
}

/** The part of the engine that the loop asks. */
function engineOf(host: FastHost, listeners: Set<() => void>, newId: () => string) {
  const takes = (bytes: Uint8Array, sentAtMs: number | null) => {
    const arrivedAtMs = host.clock.nowMs();
    const timing = { sentAtMs: sentAtMs ?? arrivedAtMs, arrivedAtMs };
    const more = takeAnswer(host.disk, fromBytes<MemoryAnswer>(bytes), timing);
    return ok({ rows: 1, more, mustUpdate: false, protocol: 1 });
  };
  const engine = {
    clock: host.clock,
    store: {
      onCommit: (told: (commit: { organisationId: string; source: string }) => void) => {
        const listener = (): void => told({ organisationId: ORGANISATION, source: 'screen' });
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    nextPush: async () => toBytes(nextPush(host.disk, newId())),
    prepareNext: async () => undefined,
    takeAnswer: async (_: string, bytes: Uint8Array, sentAtMs: number | null) =>
      takes(bytes, sentAtMs),
    takeNews: async (_: string, bytes: Uint8Array) => takes(bytes, null),
    splitPush: async () => false,
    speak: () => false,
  };
  return engine as unknown as Parameters<typeof startSyncLoop>[0]['engine'];
}

const request = (
  computer: string,
  frame: Uint8Array,
  { central, network, time, mistake }: Parts,
): Promise<Result<Uint8Array, ExchangeRefusal>> =>
  new Promise((resolve, reject) => {
    const stop = time.timers.after(ANSWER_WITHIN_MS, () => reject(new NoAnswer()));
    network.send(computer, 'up', () => {
      if (central.isDown) return;
      const push = fromBytes<MemoryPush>(frame);
      const taken = mistake.push?.(push) ?? push;
      const answer = exchangeInMemory(central.disk, taken, time.nowMs());
      const bytes = answer.ok
        ? ok(toBytes(mistake.answer?.(answer.value) ?? answer.value))
        : answer;
      network.send(computer, 'down', () => {
        stop();
        resolve(bytes);
      });
    });
  });
