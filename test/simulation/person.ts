import type { IntentOutcome } from '../../shared/engine/intents/execute-intent.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import { DR_DAS, DR_SEN, PARK_STREET, SALT_LAKE } from '../support/engine.ts';
import type { Ledger } from './ledger.ts';
import type { ReplicaHost } from './replica-host.ts';
import { DAY_MS } from './template.ts';
import type { World } from './world.ts';

export const MINUTE_MS = 60_000;
export const HALF_HOUR_MS = 30 * MINUTE_MS;

/** Someone at a computer, and what the people of this history were told so far. */
export interface Person {
  readonly world: World;
  readonly at: ReplicaHost;
  readonly ledger: Ledger;
}

/** Asks for something; and again, as a desk does, when the program ended over it. */
export async function ask<K extends IntentKind>(
  { world, at, ledger }: Person,
  kind: K,
  input: IntentInput<K>,
): Promise<IntentOutcome> {
  const id = at.engine.newId();
  const outcome = await at.engine.ask(kind, input, { id }).catch(async (error: unknown) => {
    if (!at.connector.isDown()) throw error;
    await world.revive();
    return at.engine.ask(kind, input, { id });
  });
  if (outcome.ok) ledger.done = [...ledger.done, { id, kind, computer: at.computer }];
  return outcome;
}

/** The day about which every history is, by the calendar of the branches. */
export const DAY = new Date(DAY_MS + 24 * HALF_HOUR_MS).toISOString().slice(0, 10);

/** A time of that day, mostly in a session, at the branch of whoever it is or at the other one. */
export function someTime({ world: { seeded }, at }: Person) {
  const isElsewhere = at.branchId === null || seeded.chance(0.25);
  const branchId = isElsewhere ? seeded.pick([SALT_LAKE, PARK_STREET]) : at.branchId;
  const doctorId = at.branchId !== null && seeded.chance(0.15) ? DR_SEN : DR_DAS;
  const [first, many] = seeded.chance(0.2)
    ? [18, 12]
    : branchId === PARK_STREET
      ? [26, 4]
      : [18, 6];
  const half = DAY_MS + (first + seeded.below(many)) * HALF_HOUR_MS;
  const startMs = half + (seeded.chance(0.3) ? seeded.below(3) * 10 * MINUTE_MS : 0);
  return { branchId, doctorId, startMs, endMs: startMs + HALF_HOUR_MS };
}
