import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  admin,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import { previewSessionChange } from '../queries/preview-session-change.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const give = (
  branchId: string,
  from: string,
  until: string,
  changes: Partial<IntentInput<'create-session'>> = {},
) =>
  engine.ask('create-session', {
    ...{ id: engine.newId(), branchId, doctorId: DR_DAS, startMs: at(from), endMs: at(until) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false, ...changes },
  });

const accepts = { kinds: ['travel' as const], reason: null };
const tooNear = (found: number, agreed: number) => ({
  ok: false,
  error: {
    kind: 'against-agreement',
    found: { count: 1, first: [{ kind: 'travel', effect: 'warn', found, agreed }] },
  },
});

test('a doctor at two branches with too little time between is warned of, and may be so all the same [TR2]', async () => {
  expect(await give(SALT_LAKE, '09:00', '12:00')).toMatchObject({ ok: true });
  expect(await give(PARK_STREET, '12:15', '15:00')).toMatchObject(tooNear(15, 30));
  expect(await give(PARK_STREET, '12:30', '15:00')).toMatchObject({ ok: true });
  const id = engine.newId();
  expect(await give(PARK_STREET, '08:00', '08:50', { id })).toMatchObject({ ok: false });
  const early = { id, accepts };
  expect(await give(PARK_STREET, '08:05', '08:50', early)).toMatchObject({ ok: true });
  // What overlaps is refused as ever: here both are known.
  expect(await give(PARK_STREET, '11:00', '12:10', { accepts })).toMatchObject({
    error: { kind: 'session-overlap', branchId: SALT_LAKE },
  });

  // It is near already: a change that leaves its time is asked nothing, and one of its time is.
  const change = (startMin: number, slotMin: number) => ({
    ...{ sessionId: id, scope: 'this' as const, newSeriesId: engine.newId() },
    to: { startMin, endMin: 530, slotMin, capacity: 1, tags: [], rule: null },
  });
  const look = (wish: ReturnType<typeof change>) =>
    engine.store.read((db) =>
      previewSessionChange(db, ORGANISATION, wish, { nowMs: at('07:00'), limit: 10 }),
    );
  expect(await look(change(485, 5))).toMatchObject({ ok: true, value: { work: null } });
  expect(await look(change(480, 5))).toMatchObject({
    ok: true,
    value: { work: { kinds: [{ kind: 'travel', effect: 'warn' }] } },
  });
});

test('how long it takes is set for two branches or any two, by an administrator [TR1]', async () => {
  await give(SALT_LAKE, '09:00', '12:00');
  const set = (between: [string, string] | null, minutes: number | null) =>
    engine.ask('set-travel-time', { between, minutes });
  expect(await set(null, 10)).toMatchObject({ ok: true });
  expect(await give(PARK_STREET, '12:05', '13:00')).toMatchObject(tooNear(5, 10));
  expect(await set([PARK_STREET, SALT_LAKE], 45)).toMatchObject({ ok: true });
  expect(await give(PARK_STREET, '12:30', '13:00')).toMatchObject(tooNear(30, 45));
  expect(await set([SALT_LAKE, PARK_STREET], null)).toMatchObject({ ok: true });
  expect(await give(PARK_STREET, '12:30', '13:00')).toMatchObject({ ok: true });
  expect(await set([SALT_LAKE, SALT_LAKE], 5)).toMatchObject({ error: { kind: 'malformed' } });
  expect(await set([SALT_LAKE, engine.newId()], 5)).toMatchObject({
    error: { kind: 'unknown-record' },
  });
  const actor = { ...admin, role: 'front-desk' as const };
  const asked = await engine.ask('set-travel-time', { between: null, minutes: 5 }, { actor });
  expect(asked).toMatchObject({ error: { kind: 'not-permitted' } });
});
