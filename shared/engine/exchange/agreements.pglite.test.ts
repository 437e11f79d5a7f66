import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  at,
  DR_DAS,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import type { IntentInput } from '../../model/intent.ts';

const HOUR_MS = 3_600_000;

let world: ThreeReplicas;
let saltLake: TestEngine;
let parkStreet: TestEngine;
beforeEach(async () => {
  world = await openThreeReplicas();
  ({ saltLake, parkStreet } = world);
});
afterEach(() => world[Symbol.asyncDispose]());

/** Dr. Das has eight hours a week at Salt Lake, and ten were agreed. */
const agreeOnTenHours = () =>
  saltLake.ask('save-doctor', {
    ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind: 'part-time', active: true },
    branchIds: [SALT_LAKE, PARK_STREET],
    agreement: { dayMin: null, weekMin: 600, fromDay: null, untilDay: null, places: [] },
  });

const give = (
  engine: TestEngine,
  branchId: string,
  day: number,
  changes: Partial<IntentInput<'create-session'>> = {},
) =>
  engine.ask('create-session', {
    ...{ id: engine.newId(), branchId, doctorId: DR_DAS, startMs: at('09:00', day) },
    ...{ endMs: at('12:00', day), slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
    ...changes,
  });

test('hours at another branch count, and it is said how old what is known of it is [DT2] [DT4]', async () => {
  expect(await agreeOnTenHours()).toMatchObject({ ok: true });
  await world.meet();
  expect(await give(parkStreet, PARK_STREET, 2)).toMatchObject({
    ok: false,
    error: {
      kind: 'against-agreement',
      found: {
        first: [{ kind: 'week-hours', found: 660, agreed: 600 }],
        heard: [{ branchId: SALT_LAKE, heardMs: at('08:00') }],
      },
    },
  });
  const accepts = { kinds: ['week-hours' as const], reason: 'Asked by telephone' };
  expect(await give(parkStreet, PARK_STREET, 2, { accepts })).toMatchObject({ ok: true });

  // Salt Lake has not heard of that: by what it knows there is room for two hours.
  world.clock.advance(3 * HOUR_MS);
  const two = { endMs: at('11:00', 3) };
  expect(await give(saltLake, SALT_LAKE, 3, two)).toMatchObject({ ok: true });
  const again = await give(saltLake, SALT_LAKE, 4);
  expect(again).toMatchObject({
    error: {
      found: {
        first: [{ found: 780 }],
        heard: [{ branchId: PARK_STREET, heardMs: at('08:00') }],
      },
    },
  });
  await world.meet();
  expect(await give(saltLake, SALT_LAKE, 4)).toMatchObject({
    error: {
      found: {
        first: [{ found: 960 }],
        heard: [{ branchId: PARK_STREET, heardMs: at('11:00') }],
      },
    },
  });
});
