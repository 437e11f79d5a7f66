import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';
import type { Actor } from '../../model/user.ts';
import { loadDeskRows } from '../feed/load-desk-rows.ts';
import { loadDelegations } from '../queries/load-delegations.ts';
import { loadRecordStory } from '../trail/load-record-story.ts';

const sen: Actor = { ...admin, name: 'Anita Sen', role: 'doctor', doctorId: DR_SEN };

let engine: TestEngine;
let visit: string;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await addSession(DR_DAS, '09:00', '13:00');
  visit = engine.newId();
  expect(await engine.ask('book', aBooking(visit, '10:00'))).toMatchObject({ ok: true });
});
afterEach(() => engine.close());

const addSession = (doctorId: string, from: string, until: string, branchId = SALT_LAKE) =>
  engine.ask('create-session', {
    ...{ id: engine.newId(), branchId, doctorId, startMs: at(from), endMs: at(until) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });

const offer = async (changes: Partial<IntentInput<'ask-delegation'>> = {}) => {
  const delegationId = engine.newId();
  const asked = await engine.ask('ask-delegation', {
    ...{ delegationId, branchId: SALT_LAKE, doctorId: DR_DAS, toDoctorId: DR_SEN, backOf: null },
    ...{ startMs: at('10:00'), endMs: at('11:00'), reason: 'Theatre runs late', tell: false },
    ...changes,
  });
  return { delegationId, asked };
};
const accept = (
  delegationId: string,
  more: Partial<IntentInput<'answer-delegation'>> = {},
  options: { readonly actor?: Actor; readonly id?: string } = {},
) =>
  engine.ask('answer-delegation', { delegationId, answer: 'accept', note: '', ...more }, options);

const sessionsOf = (doctorId: string) =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('session')
      .select(['startMs', 'endMs'])
      .where('doctorId', '=', doctorId)
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute();
    return rows.map(({ startMs, endMs }) => [startMs, endMs]);
  });
const doctorOf = (id: string) =>
  engine.store.read(async (db) => {
    const row = await db.kysely
      .selectFrom('appointment')
      .select('doctorId')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.doctorId;
  });

test('a slot passes with who is booked in it, the trail says why, and one undo takes it back [DG3] [DG7]', async () => {
  const { delegationId, asked } = await offer();
  expect(asked).toMatchObject({ ok: true });
  expect(await doctorOf(visit)).toBe(DR_DAS);
  const intentId = engine.newId();
  expect(await accept(delegationId, {}, { actor: sen, id: intentId })).toMatchObject({ ok: true });
  expect(await doctorOf(visit)).toBe(DR_SEN);
  const cut = [
    [at('09:00'), at('10:00')],
    [at('11:00'), at('13:00')],
  ];
  expect(await sessionsOf(DR_DAS)).toEqual(cut);
  expect(await sessionsOf(DR_SEN)).toEqual([[at('10:00'), at('11:00')]]);
  const { entries } = await engine.store.read((db) => loadRecordStory(db, ORGANISATION, visit));
  expect(entries.map(({ act, who, reason }) => [act, who, reason])).toEqual([
    ['book', 'Ruma Paul', null],
    ['answer-delegation', 'Anita Sen', 'Theatre runs late'],
  ]);

  expect(await engine.ask('undo', { intentId }, { actor: sen })).toMatchObject({ ok: true });
  expect(await doctorOf(visit)).toBe(DR_DAS);
  expect(await sessionsOf(DR_DAS)).toEqual([[at('09:00'), at('13:00')]]);
  expect(await sessionsOf(DR_SEN)).toEqual([]);
  // And it can be accepted after all.
  expect(await accept(delegationId)).toMatchObject({ ok: true });
  expect(await sessionsOf(DR_DAS)).toEqual(cut);
  expect(await sessionsOf(DR_SEN)).toEqual([[at('10:00'), at('11:00')]]);
});

test('where the other doctor works already, only the visits pass, and they are given back [DG3] [DG6]', async () => {
  await addSession(DR_SEN, '09:00', '10:30');
  const { delegationId } = await offer();
  expect(await accept(delegationId)).toMatchObject({ ok: true });
  expect(await sessionsOf(DR_SEN)).toEqual([
    [at('09:00'), at('10:30')],
    [at('10:30'), at('11:00')],
  ]);
  const later = engine.newId();
  await engine.ask('book', aBooking(later, '10:45', { doctorId: DR_SEN }));
  const own = engine.newId();
  await engine.ask('book', aBooking(own, '10:15', { doctorId: DR_SEN }));
  const turned = { doctorId: DR_SEN, toDoctorId: DR_DAS };
  expect((await offer(turned)).asked).toMatchObject({ error: { kind: 'delegation-loop' } });
  const back = await offer({ ...turned, backOf: delegationId, reason: 'Theatre is done' });
  expect(back.asked).toMatchObject({ ok: true });
  expect(await accept(back.delegationId)).toMatchObject({ ok: true });
  // Who came, and who was booked in the time since; nobody whom the doctor had anyway.
  expect(await Promise.all([visit, later, own].map(doctorOf))).toEqual([DR_DAS, DR_DAS, DR_SEN]);
  expect(await sessionsOf(DR_SEN)).toEqual([[at('09:00'), at('10:30')]]);
  const lines = await engine.store.read((db) =>
    loadDelegations(db, ORGANISATION, {
      ...{ branchId: SALT_LAKE, doctorId: null, text: 'theatre', filter: 'done' },
      nowMs: engine.clock.nowMs(),
    }),
  );
  expect(lines.map(({ state, visits, reason }) => [state, visits, reason])).toEqual([
    ['done', 2, 'Theatre is done'],
    ['returned', 1, 'Theatre runs late'],
  ]);
});

test('it is refused whole with what is in the way, and nothing changes [DG3]', async () => {
  const cuts = await offer({ startMs: at('10:05') });
  expect(cuts.asked).toMatchObject({ error: { kind: 'cuts-visit', startMs: at('10:00') } });
  const { asked: elsewhere } = await offer({ startMs: at('14:00'), endMs: at('15:00') });
  expect(elsewhere).toMatchObject({ error: { kind: 'no-session-there' } });

  const { delegationId } = await offer();
  const before = await sessionsOf(DR_DAS);
  const refused = async (error: object, more = {}) => {
    expect(await accept(delegationId, more)).toMatchObject({ error });
    expect(await doctorOf(visit)).toBe(DR_DAS);
    expect(await sessionsOf(DR_DAS)).toEqual(before);
  };
  // Somebody of the other doctor's has the time.
  await addSession(DR_SEN, '09:00', '11:00');
  const other = engine.newId();
  await engine.ask('book', aBooking(other, '10:00', { doctorId: DR_SEN }));
  await refused({ kind: 'time-taken', startMs: at('10:00') });
  await engine.ask('cancel', { appointmentId: other, reason: 'Better' });

  const overrides = [{ doctorId: DR_SEN, durationMin: null }];
  const service = {
    id: CONSULTATION,
    name: 'Consultation',
    durationMin: 15,
    hue: 'green',
  } as const;
  await engine.ask('save-service', { ...service, ...PLAIN_SERVICE, overrides, active: true });
  await refused({ kind: 'service-not-offered' });
  await engine.ask('save-service', { ...service, ...PLAIN_SERVICE, active: true });

  const ruleId = engine.newId();
  const everywhere = { branchId: null, doctorId: null, serviceId: null };
  await engine.ask('book', aBooking(engine.newId(), '09:00', { doctorId: DR_SEN }));
  await engine.ask('save-rule', {
    ...{ id: ruleId, name: 'One a day', ...everywhere, fromDay: null, untilDay: null },
    demand: { kind: 'max-visits', of: 'doctor', per: 'day', max: 1 },
    ...{ effect: 'reason', active: true },
  });
  await refused({ kind: 'against-rules' });
  const off = { id: engine.newId(), startMs: at('10:30'), endMs: at('11:00') };
  const leave = { doctorId: DR_SEN, kind: 'leave' as const, reason: 'Dentist', times: [off] };
  await engine.ask('add-time-off', { ...leave, affected: 'displace' });
  await refused({ kind: 'doctor-away' });
  await engine.ask('remove-time-off', { timeOffId: off.id });
  const acceptsRules = { ruleIds: [ruleId], reason: 'Nobody else is there' };
  expect(await accept(delegationId, { acceptsRules })).toMatchObject({ ok: true });
  expect(await doctorOf(visit)).toBe(DR_SEN);
});

test('the other doctor works at the branch, and not elsewhere at that time [DG3]', async () => {
  const { asked } = await offer({ branchId: PARK_STREET });
  expect(asked).toMatchObject({ error: { kind: 'not-at-branch', doctorId: DR_SEN } });
  await engine.ask('save-doctor', {
    ...{ id: DR_SEN, name: 'Anita Sen', speciality: 'ENT', kind: 'full-time', active: true },
    branchIds: [SALT_LAKE, PARK_STREET],
  });
  const { delegationId } = await offer();
  await addSession(DR_SEN, '10:30', '12:00', PARK_STREET);
  expect(await accept(delegationId)).toMatchObject({
    error: { kind: 'session-overlap', branchId: PARK_STREET, canRequest: false },
  });
});

test('what nobody answered before its time begins has expired [DG2]', async () => {
  const { delegationId } = await offer();
  engine.clock.advance(at('10:00') - engine.clock.nowMs());
  expect(await accept(delegationId)).toMatchObject({ error: { kind: 'in-the-past' } });
  expect(await doctorOf(visit)).toBe(DR_DAS);
});

test('who passes is told of it where somebody said so [DG3] [NO1]', async () => {
  const { delegationId } = await offer({ tell: true });
  expect(await accept(delegationId, { notify: true })).toMatchObject({ ok: true });
  const told = await engine.store.read((db) =>
    db.kysely.selectFrom('notification').select(['kind', 'doctorId']).execute(),
  );
  expect(told).toEqual([{ kind: 'moved', doctorId: DR_SEN }]);
});

test('whoever offered hears of the answer until they have seen it, whatever is done at other desks [DG8]', async () => {
  const { delegationId } = await offer();
  const at = { organisationId: ORGANISATION, nowMs: engine.clock.nowMs() };
  const told = async () => {
    const rows = await engine.store.read((db) =>
      loadDeskRows(db, at, 'delegations', { startMs: 0, endMs: 0 }),
    );
    return rows.map(({ id }) => id);
  };
  const seen = () =>
    engine.store.read((db) =>
      db.kysely
        .selectFrom('delegation')
        .select(['state', 'answerSeen'])
        .where('id', '=', delegationId)
        .executeTakeFirstOrThrow(),
    );
  expect(await seen()).toEqual({ state: 'asked', answerSeen: false });
  await engine.ask('answer-delegation', { delegationId, answer: 'decline', note: 'On leave' });
  expect(await seen()).toEqual({ state: 'declined', answerSeen: false });
  expect(await told()).toEqual([delegationId]);
  expect(await engine.ask('see-answer', { delegationId })).toMatchObject({ ok: true });
  expect(await seen()).toEqual({ state: 'declined', answerSeen: true });
  expect(await told()).toEqual([]);
});
