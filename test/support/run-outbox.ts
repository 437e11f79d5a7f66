import { type Gateways, keepOutbox } from '../../server/notify/keep-outbox.ts';
import type { TestEngine } from './engine.ts';
import { timers } from './real-central.ts';

const ROUNDS = 4;
/** Longer than a desk offers to take something back. */
const GRACE_MS = 11_000;

/** Has central send what is due, as one of its processes does, until nothing more comes of it. */
export async function runOutbox(central: TestEngine, gateways: Gateways): Promise<void> {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const work = { engine: central, connector: central.connector, clock: central.clock };
  for (let round = 0; round < ROUNDS; round += 1) {
    // Stopped at once, it goes once through what is due.
    await keepOutbox({ ...work, gateways, timers, onError })();
  }
  if (errors.length > 0) throw new AggregateError(errors, 'The outbox failed.');
}

/** What was asked for just now is seen, and then sent when nobody can take it back any more. */
export async function sendAll(central: TestEngine, gateways: Gateways): Promise<void> {
  await runOutbox(central, gateways);
  central.clock.advance(GRACE_MS);
  await runOutbox(central, gateways);
}
