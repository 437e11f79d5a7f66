import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  at,
  ORGANISATION,
  PATIENT,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { isFirm } from '../../model/claim.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
  await three.meet();
});
afterEach(() => three[Symbol.asyncDispose]());

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};

const isFirmAt = async ({ store }: TestEngine, id: string): Promise<boolean> => {
  const claim = await store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return claim !== undefined && isFirm(claim);
};

/** A replica says what it has to say, and central takes it; the answer is lost. */
async function sayUnanswered(engine: TestEngine): Promise<void> {
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const answer = await three.central.exchange(device, await engine.nextPush(ORGANISATION));
  expect(answer.ok).toBe(true);
}

test('nobody has kept quiet who edits what was cancelled meanwhile, and does not know it: two firm ones would overlap [BK3] [BK8]', async () => {
  const { central, saltLake, laptop } = three;
  const [visit, tentative, firm] = [saltLake.newId(), laptop.newId(), saltLake.newId()];
  const half = (clock: string) => ({ patientId: PATIENT, endMs: at(clock) + 30 * 60_000 });
  await saltLake.ask('book', aBooking(visit, '10:00', half('10:00')));
  await three.meet();
  await laptop.ask('cancel', { appointmentId: visit, reason: 'Called' });
  await laptop.ask('book', aBooking(tentative, '09:45', half('09:45')));
  await exchange(laptop, central);

  // The branch edits the visit while the answer that says all that is on its way.
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const asked = await central.exchange(device, await saltLake.nextPush(ORGANISATION));
  await saltLake.store.write(ORGANISATION, CAUSE, async (tx) => {
    const stored = await tx.kysely
      .selectFrom('appointment')
      .selectAll()
      .where('id', '=', visit)
      .executeTakeFirstOrThrow();
    tx.put('appointment', { ...stored, note: 'Brings a letter' } as never, stored as never);
  });
  if (!asked.ok) throw new Error(asked.error.detail);
  await saltLake.takeAnswer(ORGANISATION, asked.value, null);
  await sayUnanswered(saltLake);
  expect(await saltLake.ask('book', aBooking(firm, '09:30', half('09:30')))).toMatchObject({
    ok: true,
  });
  expect(await isFirmAt(saltLake, firm)).toBe(true);
  expect(await isFirmAt(central, tentative)).toBe(false);
  await sayUnanswered(saltLake);
  expect(await isFirmAt(central, tentative)).toBe(false);

  await three.meet();
  for (const engine of [central, saltLake, laptop]) {
    expect([await isFirmAt(engine, firm), await isFirmAt(engine, tentative)]).toEqual([
      ...[true, false],
    ]);
  }
});
