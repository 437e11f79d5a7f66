import { setTimeout as delay } from 'node:timers/promises';
import type { Wire } from './count-wire.ts';
import type { BenchReplica } from './open-replica.ts';
import { writeAppointments } from './write-appointments.ts';

export interface Live {
  /** HTTP requests of both replicas together, for one change. */
  readonly requests: number;
  /** From the commit at the one to the commit at the other. */
  readonly seenAfterMs: readonly number[];
}

const CHANGES = 20;
/** Time for the lines to open and for what was left to say. */
const AT_REST_MS = 2_000;
const SEEN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 2;

/** Both replicas stay in step with central; one books, the other has it. */
export async function measureLive(
  from: BenchReplica,
  to: BenchReplica,
  branchId: string,
  wire: Wire,
): Promise<Live> {
  const stops = [await from.stayInStep(), await to.stayInStep()];
  const seenAfterMs: number[] = [];
  await delay(AT_REST_MS);
  wire.take();
  for (let change = 0; change < CHANGES; change += 1) {
    const [made] = await writeAppointments(from, branchId, 1);
    if (!made) throw new Error('There was no time left to book.');
    const startMs = performance.now();
    await isThere(to, made.id);
    seenAfterMs.push(performance.now() - startMs);
  }
  const { requests } = wire.take();
  for (const stop of stops) stop();
  return { requests: requests / CHANGES, seenAfterMs };
}

async function isThere({ engine }: BenchReplica, id: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < SEEN_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    const found = await engine.store.read((db) =>
      db.kysely.selectFrom('appointment').select('id').where('id', '=', id).executeTakeFirst(),
    );
    if (found) return;
    await delay(LOOK_EVERY_MS);
  }
  throw new Error('It never came.');
}
