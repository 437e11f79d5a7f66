import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { NearPlan, NearState } from '../../../shared/wire/desk/near.ts';
import type { CarryByFile } from '../sync/carry-by-file.ts';
import type { Fetch } from '../sync/central-request.ts';
import type { DeviceKey } from '../sync/open-device-key.ts';
import { handInFor } from './carry-by-neighbour.ts';
import { createNearParty } from './near-party.ts';
import { readNearPlan, writeNearPlan } from './near-plan.ts';
import { type AnswerNear, type NearServer, openNearServer } from './near-server.ts';
import { createNeighbourhood, type Neighbourhood } from './neighbourhood.ts';
import { createVisits, LOOK_EVERY_MS } from './visit-neighbours.ts';

/** What is booked here is told soon after; commits that come together are told together. */
const TOLD_AFTER_MS = 500;

export interface Near {
  readonly state: () => Omit<NearState, 'mayChange'>;
  /** Meets others so from now on; null meets nobody, and shows nothing of anybody. */
  readonly set: (plan: NearPlan | null) => Promise<Result<null, { readonly kind: 'port-taken' }>>;
  /** Looks at every address at once. Never rejects. */
  readonly look: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface NearOptions {
  readonly folder: string;
  readonly seal: TextSeal;
  readonly engine: Engine;
  readonly organisationId: string;
  readonly key: () => DeviceKey;
  readonly carry: CarryByFile;
  /** Whether central was heard the last time it was tried. */
  readonly isOnline: () => Promise<boolean>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly onError: (error: unknown) => void;
}

/**
 * Meets computers of the organisation in the same network, without central: each shows what the other
 * has as tentative, and who reaches central hands in what the other sealed for it.
 */
export async function openNear(options: NearOptions): Promise<Near> {
  const { folder, seal, engine, organisationId, clock, onError } = options;
  const party = createNearParty(options);
  const hood = createNeighbourhood({ party, store: engine.store, organisationId, clock });
  const closing = new AbortController();
  const fetch: Fetch = (input, init) => {
    const signals = [closing.signal, ...(init?.signal ? [init.signal] : [])];
    return options.fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
  const visits = createVisits({ ...options, party, hood, fetch });
  const answer = createAnswer(options, hood);
  let plan = readNearPlan(folder, seal);
  let server: NearServer | null = null;

  const serve = async (port: number): Promise<boolean> => {
    const { random } = options;
    server = await openNearServer(port, { party, clock, random, answer, onError }).catch(
      (error: unknown) => {
        onError(error);
        return null;
      },
    );
    return server !== null;
  };
  const looks = createLooks(options, async (isHurried) => {
    await visits.pay(plan?.addresses ?? [], isHurried);
    await hood.forgetOld();
  });

  // Who told what is not known any more: they tell it again.
  await hood.clear();
  if (plan) await serve(plan.port);
  return {
    state: () => ({
      plan,
      portTaken: plan !== null && server === null,
      neighbours: hood.list(),
      addresses: (plan?.addresses ?? []).map((address) => ({
        address,
        trouble: visits.troubleAt(address),
      })),
    }),
    set: async (next) => {
      const former = plan;
      await server?.close();
      server = null;
      if (next && !(await serve(next.port))) {
        if (former) await serve(former.port);
        return err({ kind: 'port-taken' });
      }
      writeNearPlan(folder, seal, next);
      plan = next;
      visits.forget();
      if (next === null) await hood.clear();
      else void looks.now();
      return ok(null);
    },
    look: looks.now,
    close: async () => {
      closing.abort();
      await looks.stop();
      await server?.close();
    },
  };
}

/** What a neighbour is answered. */
function createAnswer({ carry, isOnline }: NearOptions, hood: Neighbourhood): AnswerNear {
  let isCarrying = false;
  return async (from, ask, bytes) => {
    if (ask.kind === 'carry') {
      // One at a time: each may be as long as a frame.
      if (isCarrying) return { answer: { kind: 'not-carried' } };
      isCarrying = true;
      return handInFor(from.replica, bytes, carry).finally(() => {
        isCarrying = false;
      });
    }
    await hood.hear(from, ask);
    const [told, carries] = [await hood.tell(from), await isOnline()];
    return { answer: { kind: 'told', ...told, carries } };
  };
}

/** Looks around one at a time: now and then, soon after something was written here, and when asked. */
function createLooks(
  { timers, engine, organisationId, onError }: NearOptions,
  lookAll: (isHurried: boolean) => Promise<void>,
) {
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  let cancel = (): void => undefined;
  let isDueSoon = false;
  const run = (isHurried: boolean): Promise<void> => {
    running = running.then(() => (isStopped ? undefined : lookAll(isHurried))).catch(onError);
    return running;
  };
  const later = (delayMs: number): void => {
    cancel();
    if (isStopped) return;
    cancel = timers.after(delayMs, () => {
      isDueSoon = false;
      void run(false).then(() => {
        if (!isDueSoon) later(LOOK_EVERY_MS);
      });
    });
  };
  const stopListening = engine.store.onCommit((commit) => {
    if (commit.organisationId !== organisationId || commit.source === 'sync' || isDueSoon) return;
    later(TOLD_AFTER_MS);
    isDueSoon = true;
  });
  later(LOOK_EVERY_MS);
  return {
    now: () => run(true),
    stop: async (): Promise<void> => {
      isStopped = true;
      stopListening();
      cancel();
      await running;
    },
  };
}
