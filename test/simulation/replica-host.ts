import { type SyncLoop, startSyncLoop } from '../../electron/host/sync/sync-loop.ts';
import type { Random } from '../../shared/core/random.ts';
import type { Result } from '../../shared/core/result.ts';
import type { ExchangeRefusal } from '../../shared/wire/exchange/frame-header.ts';
import { ORGANISATION, type TestEngine } from '../support/engine.ts';
import type { CentralHost } from './central-host.ts';
import { Crashed, type FaultyConnector } from './faulty-connector.ts';
import type { Host, HostParts } from './host.ts';
import type { Network } from './network.ts';

/** A branch's computer or a doctor's laptop, on its line to central. */
export interface ReplicaHost extends Host {
  /** Under which name it was enrolled. Its copies are other computers. */
  readonly computer: string;
  readonly device: string;
  readonly branchId: string | null;
  /** Its disk was exchanged for an older one, and it does not know. */
  isSetBack: boolean;
  /** There are two of it, at least one of which did not know. */
  isCopied: boolean;
  readonly loop: SyncLoop;
}

/** A request that got no answer by then gets none. */
const ANSWER_WITHIN_MS = 30_000;
/** How often a line is looked at that may be dead, or opened anew. */
const LINE_LOOKED_AT_MS = 20_000;

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

interface ReplicaParts extends HostParts {
  readonly central: CentralHost;
  readonly network: Network;
  readonly random: Random;
}

type Place = Pick<ReplicaHost, 'computer' | 'device' | 'branchId'>;

/** The program of a replica: its engine, the loop that keeps it in step, and its line to central. */
export function createReplicaHost(
  place: Place,
  connector: FaultyConnector,
  parts: ReplicaParts,
): ReplicaHost {
  const { openEngine, clock, time, random } = parts;
  let running: { engine: TestEngine; loop: SyncLoop; hangUp: () => void } | null = null;
  const present = () => {
    if (!running) throw new Crashed();
    return running;
  };
  const onError = (error: unknown): void => {
    if (!(error instanceof NoAnswer)) parts.onError(error);
  };
  const host: ReplicaHost = {
    ...place,
    restart: async () => {
      host.stop();
      await host.start();
    },
    connector,
    clock,
    isSetBack: false,
    isCopied: false,
    get engine() {
      return present().engine;
    },
    get loop() {
      return present().loop;
    },
    start: async () => {
      connector.mend();
      const engine = await openEngine();
      const nameNow = async (): Promise<string> => (await engine.loadBook())?.replica ?? '';
      let name = await nameNow();
      const loop = startSyncLoop({
        ...{ engine, organisationId: ORGANISATION, timers: time.timers, random, onError },
        exchange: async (frame) => {
          const answer = await request(place.computer, name, frame, parts);
          if (answer.ok) host.isSetBack = false;
          return answer;
        },
        onForked: async () => {
          await engine.reincarnate(ORGANISATION, { replaces: false });
          name = await nameNow();
          host.isSetBack = false;
        },
        onChange: () => undefined,
      });
      const hangUp = keepLine(place.computer, () => name, loop, parts);
      running = { engine, loop, hangUp };
    },
    stop: () => {
      running?.loop.stop();
      running?.hangUp();
      running = null;
    },
  };
  return host;
}

const request = (
  computer: string,
  replica: string,
  frame: Uint8Array,
  { central, network, time }: ReplicaParts,
): Promise<Result<Uint8Array, ExchangeRefusal>> =>
  new Promise((resolve, reject) => {
    const stop = time.timers.after(ANSWER_WITHIN_MS, () => reject(new NoAnswer()));
    network.send(computer, 'up', () => {
      void central.receive(replica, frame).then((answer) => {
        if (!answer) return;
        network.send(computer, 'down', () => {
          stop();
          resolve(answer);
        });
      });
    });
  });

/** News come on a line, which dies without a word when the network goes. Returns how to hang up. */
function keepLine(
  computer: string,
  replica: () => string,
  loop: SyncLoop,
  { central, network, time }: ReplicaParts,
): () => void {
  let leave: (() => void) | null = null;
  let life = 0;
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel = time.timers.after(LINE_LOOKED_AT_MS, look);
    const isOpen = !network.isCut(computer, 'up') && !network.isCut(computer, 'down');
    if (leave && (!isOpen || life !== central.lives())) {
      leave();
      leave = null;
    }
    if (leave || !isOpen || central.connector.isDown()) return;
    life = central.lives();
    leave = central.join({
      organisationId: ORGANISATION,
      replica: replica(),
      wake: () => network.send(computer, 'down', () => void loop.now()),
      send: (news) => network.send(computer, 'down', () => void loop.take(news)),
    });
    void loop.now();
  };
  cancel = time.timers.after(0, look);
  return () => {
    leave?.();
    cancel();
  };
}
