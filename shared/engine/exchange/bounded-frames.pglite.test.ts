import { afterEach, beforeEach, expect, test } from 'vitest';
import { closePush, openPush, sectionsOf } from '../../../test/support/alter-frame.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  DR_SEN,
  ORGANISATION,
  SALT_LAKE,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema } from '../../wire/exchange/frame-header.ts';

const LIMIT = 6;
const TIMES = ['09:00', '09:15', '09:30', '09:45', '10:00', '10:15', '10:30', '10:45', '11:00'];

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

/** Lets the laptop take what is new in small answers; gives how many rows each had. */
async function pullInParts(): Promise<{ rows: number; gone: number }[]> {
  const { laptop, central } = three;
  const answers: { rows: number; gone: number }[] = [];
  while (answers.length < 100) {
    const frame = openPush(await laptop.nextPush(ORGANISATION));
    const push = closePush({ ...frame.header, limit: LIMIT }, sectionsOf(frame));
    const device = { organisationId: ORGANISATION, replica: 'laptop.1' };
    const answer = await central.exchange(device, push);
    if (!answer.ok) throw new Error(answer.error.detail);
    const taken = await laptop.takeAnswer(ORGANISATION, answer.value, laptop.clock.nowMs());
    const pull = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
    if (!taken.ok || !pull.ok) throw new Error('The answer could not be read.');
    const { sections, gone } = pull.value.header;
    answers.push({ rows: sections.reduce((n, { rows }) => n + rows, 0), gone: gone.length });
    if (!taken.value.more) return answers;
  }
  throw new Error('It never ended.');
}

const appointmentsAtLaptop = () =>
  three.laptop.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').orderBy('id').execute(),
  );

test('an answer has no more rows in all than were asked for, patients and departures included [SY6]', async () => {
  const { saltLake, central } = three;
  const ofDrSen = { doctorId: DR_SEN, rule: 'FREQ=WEEKLY;BYDAY=MO' };
  await saltLake.ask('create-series', aSeries(saltLake.newId(), ofDrSen));
  const ids: string[] = [];
  for (const clock of TIMES) {
    const newPatient = { ...aPatient(saltLake.newId(), `At ${clock}`), branchId: SALT_LAKE };
    const appointmentId = saltLake.newId();
    const booking = { ...aBooking(appointmentId, clock), patientId: newPatient.id, newPatient };
    expect(await saltLake.ask('book', booking)).toMatchObject({ ok: true });
    ids.push(appointmentId);
  }
  await exchange(saltLake, central);
  const brought = await pullInParts();
  expect(brought.length).toBeGreaterThan(3);
  for (const { rows } of brought) expect(rows).toBeLessThanOrEqual(LIMIT);
  expect((await appointmentsAtLaptop()).map(({ id }) => id)).toEqual(ids.toSorted());

  for (const [i, appointmentId] of ids.entries()) {
    const startMs = at(TIMES[i] ?? '09:00');
    const to = { branchId: SALT_LAKE, doctorId: DR_SEN, startMs, endMs: startMs + 900_000 };
    expect(await saltLake.ask('move', { appointmentId, ...to })).toMatchObject({ ok: true });
    await exchange(saltLake, central);
  }
  const left = await pullInParts();
  expect(left.reduce((sum, { gone }) => sum + gone, 0)).toBeGreaterThanOrEqual(ids.length);
  for (const { rows, gone } of left) {
    expect(rows).toBeLessThanOrEqual(LIMIT);
    expect(gone).toBeLessThanOrEqual(LIMIT);
  }
  expect(await appointmentsAtLaptop()).toEqual([]);
});
