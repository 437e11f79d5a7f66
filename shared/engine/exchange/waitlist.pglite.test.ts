import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { loadRecord } from '../queries/load-record.ts';

// Two computers of one branch that do not hear of each other, and meet again.

let clinic: ThreeReplicas;
let second: TestEngine;
let wishId: string;

beforeEach(async () => {
  clinic = await openThreeReplicas();
  const device = {
    ...{ replica: 'salt-lake.2', name: 'Salt Lake 2', kind: 'branch' as const },
    ...{ branchId: SALT_LAKE, doctorId: null },
  };
  await enrol(clinic.central, device);
  second = await openTestEngine({
    ...{ clock: clinic.clock, seed: 41 },
    book: { ...device, centralUrl: 'http://central.invalid' },
  });
  const { saltLake } = clinic;
  await saltLake.ask('create-series', aSeries(saltLake.newId(), { startMin: 1020, endMin: 1080 }));
  wishId = saltLake.newId();
  await saltLake.ask('save-wish', {
    ...{ id: wishId, branchId: SALT_LAKE, patientId: PATIENT, serviceId: CONSULTATION },
    ...{ appointmentId: null, doctorIds: [], branchIds: [], weekdays: [], parts: [] },
    ...{ fromDay: null, untilDay: null, urgent: false, note: '', newPatient: null },
  });
  await meet();
});
afterEach(async () => {
  await second.close();
  await clinic[Symbol.asyncDispose]();
});

async function meet(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const engine of [clinic.saltLake, second, clinic.laptop]) {
      await exchange(engine, clinic.central);
    }
  }
}

async function offer(engine: TestEngine, clock: string): Promise<string> {
  const offerId = engine.newId();
  const startMs = at(clock);
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs: startMs + 15 * 60_000 };
  expect(await engine.ask('offer-wish', { wishId, offerId, ...time })).toMatchObject({ ok: true });
  return offerId;
}

const wishAt = (engine: TestEngine) =>
  engine.store.read((db) => loadRecord(db, ORGANISATION, 'wish', wishId));

test('what was accepted at one computer stays so, whatever another said apart from it [WL8]', async () => {
  const { saltLake } = clinic;
  const offerId = await offer(saltLake, '17:00');
  const theirs = await offer(second, '17:30');
  const said = (id: string, answer: 'accepted' | 'declined', engine: TestEngine) =>
    engine.ask('answer-wish', { wishId, offerId: id, answer, appointmentId: engine.newId() });
  expect(await said(offerId, 'accepted', saltLake)).toMatchObject({ ok: true });
  clinic.clock.advance(60_000);
  expect(await said(theirs, 'declined', second)).toMatchObject({ ok: true });
  await meet();
  for (const engine of [saltLake, second]) {
    expect(await wishAt(engine)).toMatchObject({
      state: 'fulfilled',
      offer: { id: offerId, answer: 'accepted' },
      declined: [`${DR_DAS} ${at('17:30')}`],
    });
  }
  expect(await said(theirs, 'accepted', second)).toMatchObject({ error: { kind: 'wish-over' } });
});

test('the waitlist is the branch’s: no laptop has it [WL8]', async () => {
  expect(await wishAt(second)).toMatchObject({ state: 'waiting' });
  expect(await wishAt(clinic.laptop)).toBeNull();
});
