import { afterEach, beforeEach, expect, test } from 'vitest';
import { aBooking, ORGANISATION, type TestEngine } from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';

const HOUR_MS = 3_600_000;

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

const priorityAt = async (engine: TestEngine, id: string): Promise<number> =>
  engine.store.read(async ({ kysely }) => {
    const claim = kysely.selectFrom('claim').select('priority').where('id', '=', id);
    return (await claim.executeTakeFirstOrThrow()).priority;
  });

/** Salt Lake's push arrives two hours late, by another's hand or its own; an hour on it books again. */
async function bookWhileUnderWay(isCarried: boolean) {
  const { saltLake, central, clock } = three;
  await saltLake.ask('book', aBooking(saltLake.newId(), isCarried ? '09:00' : '10:00'));
  const push = await saltLake.nextPush(ORGANISATION);
  clock.advance(HOUR_MS);
  const later = saltLake.newId();
  await saltLake.ask('book', aBooking(later, isCarried ? '11:00' : '12:00'));
  const promised = await priorityAt(saltLake, later);
  clock.advance(HOUR_MS);
  const sender = { organisationId: ORGANISATION, replica: 'salt-lake.1', isCarried };
  const answer = await central.exchange(sender, push);
  if (!answer.ok) throw new Error(answer.error.detail);
  await saltLake.takeAnswer(ORGANISATION, answer.value, null);
  await exchange(saltLake, central);
  return { promised, kept: await priorityAt(central, later) };
}

test('what was written while a push was carried keeps the time at which it was promised [CA4]', async () => {
  const carried = await bookWhileUnderWay(true);
  expect(carried.kept).toBe(carried.promised);
  // Whoever comes itself says that there is nothing older to come.
  const own = await bookWhileUnderWay(false);
  expect(own.kept).toBeGreaterThan(own.promised);
});
