import {
  createWakeHub,
  type Listener,
  type WakeHub,
} from '../../server/transport/create-wake-hub.ts';
import { isRefusedData } from '../../shared/core/error-record.ts';
import { err, type Result } from '../../shared/core/result.ts';
import { loadAwaitsWord } from '../../shared/engine/queries/load-awaits-word.ts';
import { decodeFrame } from '../../shared/wire/exchange/frame.ts';
import { type ExchangeRefusal, pullHeaderSchema } from '../../shared/wire/exchange/frame-header.ts';
import { ORGANISATION, type TestEngine } from '../support/engine.ts';
import { Crashed, type FaultyConnector } from './faulty-connector.ts';
import type { Host, HostParts } from './host.ts';

/** Central's program: it answers exchanges, and tells those who listen what is new. */
export interface CentralHost extends Host {
  /** Null if the program ended over it. */
  readonly receive: (
    replica: string,
    frame: Uint8Array,
  ) => Promise<Result<Uint8Array, ExchangeRefusal> | null>;
  readonly join: (listener: Listener) => () => void;
  /** How often it was started: lines do not outlive a program. */
  readonly lives: () => number;
}

export function createCentralHost(
  connector: FaultyConnector,
  { openEngine, clock, time, onError }: HostParts,
): CentralHost {
  let running: { readonly engine: TestEngine; readonly hub: WakeHub } | null = null;
  let lives = 0;
  const present = () => {
    if (!running) throw new Crashed();
    return running;
  };
  const host: CentralHost = {
    restart: async () => {
      host.stop();
      await host.start();
    },
    connector,
    clock,
    get engine() {
      return present().engine;
    },
    start: async () => {
      connector.mend();
      const engine = await openEngine();
      const hub = createWakeHub({
        timers: time.timers,
        onError,
        collect: async ({ replica, organisationId }, place) => {
          const news = await engine.news({ organisationId, replica }, place);
          const awaitsWord =
            news.kind === 'frame' &&
            (await engine.store.read((db) => loadAwaitsWord(db, organisationId, replica)));
          return awaitsWord ? { kind: 'must-ask' } : news;
        },
      });
      engine.store.onCommit(({ organisationId, seq }) => hub.moved(organisationId, seq));
      running = { engine, hub };
      lives += 1;
    },
    stop: () => {
      running?.hub.close();
      running = null;
    },
    lives: () => lives,
    join: (listener) => present().hub.join(listener),
    receive: async (replica, frame) => {
      if (!running) return null;
      const { engine, hub } = running;
      const done = hub.answering({ organisationId: ORGANISATION, replica });
      try {
        const answer = await engine.exchange({ organisationId: ORGANISATION, replica }, frame);
        if (answer.ok) await noteServed(engine, hub, replica, answer.value);
        return answer;
      } catch (error) {
        if (isRefusedData(error)) return err({ kind: 'malformed', detail: String(error) });
        onError(error);
        return null;
      } finally {
        done();
      }
    },
  };
  return host;
}

/** What the server does about the lines on which replicas are told. */
async function noteServed(
  engine: TestEngine,
  hub: WakeHub,
  replica: string,
  answer: Uint8Array,
): Promise<void> {
  const frame = decodeFrame(answer, (json) => pullHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) throw new Error(frame.error);
  const { cursor, reach, more, sections } = frame.value.header;
  hub.served({ organisationId: ORGANISATION, replica }, { cursor, reach });
  if (more || sections.length === 0) return;
  const awaits = await engine.store.read((db) => loadAwaitsWord(db, ORGANISATION, replica));
  if (awaits) hub.recall({ organisationId: ORGANISATION, replica });
}
