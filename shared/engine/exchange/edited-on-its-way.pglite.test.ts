import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONSULTATION, ORGANISATION, type TestEngine } from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';
import { PROTOCOL_VERSION } from '../../wire/protocol-version.ts';
import { SYNC } from '../take-arrived.ts';
import { collectPush, preparePush } from './collect-push.ts';

let clinic: ThreeReplicas;
beforeEach(async () => {
  clinic = await openThreeReplicas();
  await clinic.meet();
});
afterEach(() => clinic[Symbol.asyncDispose]());

async function save(
  engine: TestEngine,
  changes: { readonly id?: string; readonly name?: string; readonly hue?: 'green' | 'red' },
): Promise<void> {
  const service = {
    id: CONSULTATION,
    name: 'Consultation',
    durationMin: 15,
    hue: 'green' as const,
  };
  const saved = { ...service, ...PLAIN_SERVICE, active: true, ...changes };
  const outcome = await engine.ask('save-service', saved);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  clinic.clock.advance(1000);
}

const servicesAt = (engines: readonly TestEngine[], id: string = CONSULTATION) =>
  Promise.all(
    engines.map(({ store }) =>
      store.read((db) =>
        db.kysely
          .selectFrom('service')
          .select(['name', 'hue'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
      ),
    ),
  );

/** Central takes what a replica says, and the answer is lost. */
async function sayUnanswered(engine: TestEngine, replica: string): Promise<void> {
  const frame = await engine.nextPush(ORGANISATION);
  const answer = await clinic.central.exchange({ organisationId: ORGANISATION, replica }, frame);
  expect(answer.ok).toBe(true);
}

test('what replaces an edit on its way to central stands, whatever others write of that record [SY1]', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  await save(saltLake, { name: 'Visit' });
  await sayUnanswered(saltLake, 'salt-lake.1');
  await save(saltLake, { name: 'First visit' });
  await save(parkStreet, { hue: 'red' });
  await meet([parkStreet, saltLake, clinic.laptop]);
  expect(await servicesAt(all)).toEqual(all.map(() => ({ name: 'First visit', hue: 'red' })));
});

test('a disk set back while an edit was on its way loses none of the edits made since', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  await save(saltLake, { name: 'Visit' });
  await saltLake.nextPush(ORGANISATION);
  await save(saltLake, { name: 'Visit', hue: 'red' });
  await save(parkStreet, {});
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await meet();
  expect(await servicesAt(all)).toEqual(all.map(() => ({ name: 'Visit', hue: 'red' })));
});

/** Frames of one row each: the first is on its way, and the second, if there is more, is ready to follow. */
async function sendOneRow(engine: TestEngine): Promise<Uint8Array> {
  const small = { limit: 1, protocol: PROTOCOL_VERSION, made: new Map() };
  const making = () => ({ ...small, batchId: engine.newId() });
  return engine.store.write(ORGANISATION, SYNC, async (tx) => {
    const { bytes } = await collectPush(tx, making());
    await preparePush(tx, making());
    return bytes;
  });
}

const readyAt = async ({ store }: TestEngine): Promise<number> => {
  const rows = await store.read((db) => db.kysely.selectFrom('pushBatch').select('no').execute());
  return rows.length;
};

async function answerTo(engine: TestEngine, frame: Uint8Array): Promise<void> {
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const answer = await clinic.central.exchange(device, frame);
  if (!answer.ok) throw new Error(answer.error.detail);
  expect(await engine.takeAnswer(ORGANISATION, answer.value, clinic.clock.nowMs())).toMatchObject({
    ok: true,
  });
}

async function withSecondService(): Promise<string> {
  const id = clinic.saltLake.newId();
  await save(clinic.saltLake, { id, name: 'Check-up' });
  await clinic.meet();
  return id;
}

test('what is edited after its frame was made ready stands, and so does what others wrote [SY1]', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  const id = await withSecondService();
  await save(saltLake, { name: 'Visit' });
  await save(saltLake, { id, name: 'Long check-up' });
  const frame = await sendOneRow(saltLake);
  expect(await readyAt(saltLake)).toBe(2);
  await save(saltLake, { id, name: 'Longest check-up' });
  await save(parkStreet, { id, name: 'Check-up', hue: 'red' });
  await answerTo(saltLake, frame);
  expect(await readyAt(saltLake)).toBe(1);
  await meet([parkStreet, saltLake, clinic.laptop]);
  expect(await readyAt(saltLake)).toBe(0);
  expect(await servicesAt(all)).toEqual(all.map(() => ({ name: 'Visit', hue: 'green' })));
  expect(await servicesAt(all, id)).toEqual(
    all.map(() => ({ name: 'Longest check-up', hue: 'red' })),
  );
});

test('a frame that was ready and never sent takes no edit with it [SY2]', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  const id = await withSecondService();
  await save(saltLake, { name: 'Visit' });
  await save(saltLake, { id, name: 'Long check-up' });
  const frame = await sendOneRow(saltLake);
  await save(saltLake, { id, name: 'Long check-up', hue: 'red' });
  await save(parkStreet, { id, name: 'Check-up' });
  await answerTo(saltLake, frame);
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await meet([parkStreet, saltLake, clinic.laptop]);
  expect(await servicesAt(all, id)).toEqual(all.map(() => ({ name: 'Long check-up', hue: 'red' })));
});

test('nothing is made ready behind an edit whose older version is on its way', async () => {
  const { saltLake, all, meet } = clinic;
  const id = await withSecondService();
  await save(saltLake, { name: 'Visit' });
  await saltLake.nextPush(ORGANISATION);
  await save(saltLake, { name: 'First visit' });
  await save(saltLake, { id, name: 'Long check-up' });
  await sendOneRow(saltLake);
  expect(await readyAt(saltLake)).toBe(1);
  await meet();
  expect(await servicesAt(all)).toEqual(all.map(() => ({ name: 'First visit', hue: 'green' })));
  expect(await servicesAt(all, id)).toEqual(
    all.map(() => ({ name: 'Long check-up', hue: 'green' })),
  );
});
