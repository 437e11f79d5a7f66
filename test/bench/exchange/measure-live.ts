import { setTimeout as delay } from 'node:timers/promises';
import type { Appointment } from '../../../shared/model/appointment.ts';
import { costAt } from './cost-at.ts';
import type { Wire } from './count-wire.ts';
import type { Pair } from './pair.ts';

export interface Live {
  /** HTTP requests of both replicas together, for one change. */
  readonly requests: number;
  /** From the writing at the one to the commit at the other. */
  readonly seenAfterMs: readonly number[];
  /** Of all processes, for one change. */
  readonly cpuMs: number;
}

/** Time for the lines to open and for what was left to say. */
const AT_REST_MS = 2_000;
const SEEN_WITHIN_MS = 20_000;

/** Both replicas stay in step with the server; one books one after the other, the other has it. */
export async function measureLive(
  pair: Pair,
  changes: readonly Appointment[],
  at: { readonly serverPid: number; readonly wire: Wire },
): Promise<Live> {
  const stop = await pair.stayInStep();
  const awaited = new Map<string, () => void>();
  const stopListening = pair.onChange((id) => awaited.get(id)?.());
  const seenAfterMs: number[] = [];
  await delay(AT_REST_MS);
  at.wire.take();
  const cost = await costAt(at.serverPid, async () => {
    for (const change of changes) {
      const { promise, resolve } = Promise.withResolvers<void>();
      awaited.set(change.id, resolve);
      const startMs = performance.now();
      await pair.put(change);
      await Promise.race([promise, tooLate()]);
      seenAfterMs.push(performance.now() - startMs);
    }
  });
  const { requests } = at.wire.take();
  stopListening();
  await stop();
  const { length } = changes;
  return { requests: requests / length, seenAfterMs, cpuMs: cost.cpuMs / length };
}

async function tooLate(): Promise<never> {
  await delay(SEEN_WITHIN_MS, undefined, { ref: false });
  throw new Error('A change never came.');
}
