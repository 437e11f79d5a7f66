import { afterEach, beforeEach, expect, test } from 'vitest';
import { putImage, takeImage } from '../../../test/support/disk-image.ts';
import { aBooking, ORGANISATION, PATIENT, type TestEngine } from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
  const { saltLake, meet } = three;
  // Dr. Das's laptop sees who is booked with Dr. Das.
  const booked = await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  expect(booked).toMatchObject({ ok: true });
  await meet();
});
afterEach(() => three[Symbol.asyncDispose]());

const patientAt = ({ store }: TestEngine) =>
  store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select(['id', 'branchId', 'name', 'birthDate', 'sex', 'phone', 'number', 'note'])
      .select(['email', 'language', 'allowsSms', 'allowsEmail', 'optedOut', 'prefers'])
      .where('id', '=', PATIENT)
      .executeTakeFirstOrThrow(),
  );

/** Somebody has read what stands there, and types something else in one field. */
async function type(engine: TestEngine, field: 'note' | 'phone', value: string): Promise<void> {
  three.clock.advance(60_000);
  const patient = { ...(await patientAt(engine)), [field]: value };
  expect(await engine.ask('save-patient', patient)).toMatchObject({ ok: true });
}

/** Central has it, but its answer gets lost. */
async function exchangeUnheard(engine: TestEngine): Promise<void> {
  const device = {
    organisationId: ORGANISATION,
    replica: (await engine.loadBook())?.replica ?? '',
  };
  expect(await three.central.exchange(device, await engine.nextPush(ORGANISATION))).toMatchObject({
    ok: true,
  });
}

async function expectAll(typed: { readonly note: string; readonly phone: string }): Promise<void> {
  for (const engine of [three.central, three.saltLake, three.laptop]) {
    expect(await patientAt(engine)).toMatchObject(typed);
  }
  // All have come: what was kept to compare with is not needed any more.
  const { rows } = await three.central.connector.withSession((session) =>
    session.query('select * from stood_before', []),
  );
  expect(rows).toEqual([]);
}

test('what was typed over what another had typed stands, though central forgets both and the other had gone on [CR5]', async () => {
  const { central, saltLake, laptop, meet } = three;
  const backup = await takeImage(central.connector);
  await type(laptop, 'note', 'Comes with her son');
  await exchangeUnheard(laptop);
  await exchange(saltLake, central);
  await type(saltLake, 'note', 'Comes alone');
  await exchange(saltLake, central);
  // Later, and on top of what it does not know to be heard.
  await type(laptop, 'phone', '1');
  await putImage(central.connector, backup);
  await meet([saltLake, laptop, three.parkStreet]);
  await expectAll({ note: 'Comes alone', phone: '1' });
});

test('so it does where the other had been heard, and edits once more while it offers that again [CR5]', async () => {
  const { central, saltLake, laptop, meet } = three;
  const backup = await takeImage(central.connector);
  await type(laptop, 'note', 'Comes with her son');
  await meet();
  await type(saltLake, 'note', 'Comes alone');
  await type(laptop, 'phone', '1');
  await exchange(laptop, central);
  await putImage(central.connector, backup);
  await exchange(saltLake, central);
  // It is told to begin anew, and has said nothing yet.
  await exchange(laptop, central, 1);
  await type(laptop, 'phone', '2');
  await meet([laptop, three.parkStreet, saltLake]);
  await expectAll({ note: 'Comes alone', phone: '2' });
});
