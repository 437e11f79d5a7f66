import { afterEach, beforeEach, expect, test } from 'vitest';
import { alterPush } from '../../../test/support/alter-frame.ts';
import { at, DR_DAS, ORGANISATION, SALT_LAKE } from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema } from '../../wire/exchange/frame-header.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
  await three.meet();
});
afterEach(() => three[Symbol.asyncDispose]());

const DAY = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('09:00'), endMs: at('09:01') };

/** What becomes of the laptop's push when its hand-overs, or sessions, are written to on the way. */
async function pushForged(kind: string, forged: Readonly<Record<string, string>>) {
  const { laptop, central } = three;
  const push = alterPush(await laptop.nextPush(ORGANISATION), kind, (row) => {
    Object.assign(row, forged);
  });
  const answer = await central.exchange(
    { organisationId: ORGANISATION, replica: 'laptop.1' },
    push,
  );
  if (!answer.ok) throw new Error(answer.error.detail);
  const frame = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
  if (!frame.ok) throw new Error(frame.error);
  return frame.value.header.outcomes.map(({ kind: of, reason }) => [of, reason]);
}

const ask = async (): Promise<string> => {
  const handoverId = three.laptop.newId();
  const wish = { ...DAY, handoverId, toReplica: 'laptop.1', note: '' };
  expect(await three.laptop.ask('ask-for-right', wish)).toMatchObject({ ok: true });
  return handoverId;
};
const stateAtCentral = async (id: string) => {
  const row = await three.central.store.read((db) =>
    db.kysely.selectFrom('handover').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return row?.state;
};

test.each([
  ['given in another’s name', { state: 'given' }],
  ['taken without central', { state: 'taken' }],
  ['done without central', { state: 'done' }],
  ['declined in another’s name', { state: 'declined' }],
])('a booking right %s passes to nobody [SE10]', async (_what, forged) => {
  const id = await ask();
  expect(await pushForged('handover', forged)).toEqual([['handover', 'not-permitted']]);
  expect(await stateAtCentral(id)).toBeUndefined();
});

test('nobody gets more than was given by writing more into it [SE10]', async () => {
  const { saltLake, laptop, central } = three;
  const id = await ask();
  await three.meet();
  await laptop.ask('answer-handover', { handoverId: id, answer: 'withdraw' });
  await saltLake.ask('answer-handover', { handoverId: id, answer: 'give' });
  await exchange(saltLake, central);
  const wider = { end_ms: String(at('09:00', 100)) };
  expect(await pushForged('handover', wider)).toEqual([['handover', 'not-permitted']]);
  expect(await stateAtCentral(id)).toBe('taken');
});

test('only who is at home in a session takes it out of the schedule [SE10] [BK7]', async () => {
  const { saltLake, laptop, central } = three;
  // An innocent edit, to have a version of it to forge.
  const own = await laptop.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .selectAll()
      .where('startMs', '=', at('09:00'))
      .executeTakeFirstOrThrow(),
  );
  await laptop.store.write(ORGANISATION, CAUSE, async (tx) => {
    tx.put('session', { ...own, tags: ['x'] }, own as never);
  });
  expect(await pushForged('session', { deleted: 't' })).toEqual([['session', 'not-permitted']]);
  const id = saltLake.newId();
  const made = {
    ...{ id, branchId: SALT_LAKE, doctorId: DR_DAS, slotMin: 15, capacity: 1, tags: [] },
    ...{ startMs: at('15:00'), endMs: at('16:00'), requestOverlap: false },
  };
  const intentId = laptop.newId();
  expect(await laptop.ask('create-session', made, { id: intentId })).toMatchObject({ ok: true });
  expect(await laptop.ask('undo', { intentId })).toMatchObject({
    error: { kind: 'not-home', homeReplica: 'salt-lake.1' },
  });
  expect(central).toBeDefined();
});

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'test' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
