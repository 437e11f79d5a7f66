import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { Demand, Rule } from '../../model/rule.ts';
import { loadRules } from '../queries/load-rules.ts';
import { tryRule } from '../queries/try-rule.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

async function makeRule(demand: Demand, over: Partial<Omit<Rule, 'deleted'>> = {}) {
  const id = engine.newId();
  const rule = {
    ...{ id, name: 'House rule', demand, effect: 'refuse' as const, active: true },
    ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
    ...over,
  };
  expect(await engine.ask('save-rule', rule)).toMatchObject({ ok: true });
  return rule;
}

const book = async (clock: string, over: object = {}) => {
  const id = engine.newId();
  return { id, outcome: await engine.ask('book', { ...aBooking(id, clock), ...over }) };
};
const move = (appointmentId: string, clock: string, over: object = {}) =>
  engine.ask('move', {
    ...{ appointmentId, branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at(clock), endMs: at(clock) + 15 * 60_000 },
    ...over,
  });

const PER_DAY: Demand = { kind: 'max-visits', of: 'doctor', per: 'day', max: 2 };

test('a full day takes no third patient, and one of the two can still be moved in it [RU1]', async () => {
  await makeRule(PER_DAY);
  const first = await book('09:00');
  await book('09:15');
  expect((await book('10:00')).outcome).toMatchObject({
    ok: false,
    error: { kind: 'against-rules', breaches: [{ name: 'House rule', found: 2 }] },
  });
  expect(await move(first.id, '11:00')).toMatchObject({ ok: true });
  await engine.ask('cancel', { appointmentId: first.id, reason: 'Ill' });
  expect((await book('10:00')).outcome).toMatchObject({ ok: true });
});

test('a rule that asks for a reason lets someone through who gives one, and the audit keeps it [RU3]', async () => {
  const { id } = await makeRule({ kind: 'min-gap', minutes: 5 }, { effect: 'reason' });
  await book('09:00');
  const accepts = { ruleIds: [id], reason: 'Comes from far away' };
  expect((await book('09:15', { accepts: { ...accepts, reason: null } })).outcome.ok).toBe(false);
  const { id: second, outcome } = await book('09:15', { accepts });
  expect(outcome).toMatchObject({ ok: true });
  const audit = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').select(['reason', 'recordIds']).orderBy('no', 'desc').execute(),
  );
  expect(audit[0]).toMatchObject({ reason: 'Comes from far away' });
  expect(audit[0]?.recordIds).toContain(second);
});

test('what a rule asks of the patient is looked up, also for someone met for the first time [RU1]', async () => {
  await makeRule({ kind: 'age', minYears: null, maxYears: 11 }, { serviceId: CONSULTATION });
  const child = { ...aPatient(engine.newId(), 'Mira Roy'), birthDate: '2020-05-01' };
  const adult = { ...aPatient(engine.newId(), 'Amit Roy'), birthDate: '1980-05-01' };
  const asNew = (patient: typeof child) => ({ patientId: patient.id, newPatient: patient });
  expect((await book('09:00', asNew(adult))).outcome).toMatchObject({
    error: { breaches: [{ found: 45 }] },
  });
  expect((await book('09:00', asNew(child))).outcome).toMatchObject({ ok: true });
});

test('missed visits, and moves, are counted from the book [RU1]', async () => {
  await makeRule({ kind: 'missed', missed: 1, of: 3 }, { effect: 'warn' });
  await makeRule({ kind: 'max-moves', max: 1 });
  const { id } = await book('09:00');
  expect(await move(id, '10:00')).toMatchObject({ ok: true });
  expect(await move(id, '11:00')).toMatchObject({ error: { breaches: [{ found: 1 }] } });
  engine.clock.advance(4 * 3_600_000);
  await engine.ask('set-status', { appointmentId: id, status: 'no-show' });
  const later = { startMs: at('12:30'), endMs: at('12:45') };
  expect((await book('12:30', later)).outcome).toMatchObject({
    error: { breaches: [{ effect: 'warn', found: 1 }] },
  });
});

test('an appointment that lost its time is moved whatever the rules say of changes [RU1]', async () => {
  await makeRule({ kind: 'change-notice', change: 'move', minutes: 60 * 24 });
  const { id } = await book('09:00');
  expect(await move(id, '10:00')).toMatchObject({ error: { kind: 'against-rules' } });
  await engine.store.write(
    ORGANISATION,
    {
      ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'test', role: 'admin' },
      ...{ desk: 'test', source: 'screen' as const, reason: null },
    },
    async (tx) => {
      await tx.session.query("update claim set verdict = 'displaced' where id = $1", [id]);
    },
  );
  expect(await move(id, '10:00')).toMatchObject({ ok: true });
});

test('rules are made by those who answer for the branches concerned, and make sense [RU4]', async () => {
  const rule = await makeRule(PER_DAY);
  const manager = { ...admin, role: 'manager' as const, branchIds: [SALT_LAKE] };
  const asManager = (over: Partial<typeof rule>) =>
    engine.ask('save-rule', { ...rule, id: engine.newId(), ...over }, { actor: manager });
  expect(await asManager({})).toMatchObject({ error: { kind: 'not-permitted' } });
  expect(await asManager({ branchId: PARK_STREET })).toMatchObject({ ok: false });
  expect(await asManager({ branchId: SALT_LAKE, active: false })).toMatchObject({ ok: true });
  const remove = { ruleId: rule.id };
  expect(
    await engine.ask('remove-rule', remove, { actor: { ...manager, role: 'front-desk' } }),
  ).toMatchObject({ ok: false });
  const days = { fromDay: '2026-04-02', untilDay: '2026-04-01' };
  expect(await engine.ask('save-rule', { ...rule, ...days })).toMatchObject({
    error: { kind: 'empty-range' },
  });
  const ages: Demand = { kind: 'age', minYears: 12, maxYears: 3 };
  expect(await engine.ask('save-rule', { ...rule, demand: ages })).toMatchObject({
    error: { kind: 'empty-range' },
  });
  expect(await engine.ask('remove-rule', remove)).toMatchObject({ ok: true });
  await book('09:00', { patientId: PATIENT });
  await book('09:15');
  expect((await book('10:00')).outcome).toMatchObject({ ok: true });
});

test('a rule can be tried on the last 30 days, each visit judged by those booked before it [RU4]', async () => {
  const first = await book('09:00');
  await book('09:15');
  const third = await book('09:30');
  await book('11:00', { startMs: at('09:00', 1), endMs: at('09:15', 1) });
  await engine.ask('cancel', { appointmentId: first.id, reason: 'Ill' });
  engine.clock.advance(3 * 86_400_000);
  const demand: Demand = { kind: 'max-visits', of: 'doctor', per: 'day', max: 1 };
  const rule: Rule = {
    ...{ id: engine.newId(), name: 'One a day', demand, effect: 'refuse', active: false },
    ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
    deleted: false,
  };
  const tried = (nowMs: number) =>
    engine.store.read((db) => tryRule(db, ORGANISATION, rule, nowMs));
  expect(await tried(engine.clock.nowMs())).toMatchObject({
    ...{ visits: 3, broken: 1 },
    examples: [{ appointmentId: third.id, patientName: 'Meera Iyer', found: 1 }],
  });
  expect(await tried(engine.clock.nowMs() + 40 * 86_400_000)).toEqual({
    ...{ visits: 0, broken: 0, examples: [] },
  });
  expect(await engine.store.read((db) => loadRules(db, ORGANISATION))).toEqual([]);
  // Where a narrower rule is on, it is the one that holds.
  await makeRule({ ...demand, max: 5 }, { branchId: SALT_LAKE });
  expect(await tried(engine.clock.nowMs())).toMatchObject({ visits: 3, broken: 0 });
});

test('a rule about new patients is tried with the marks that slots had, by all their names [RU4] [MK4]', async () => {
  const tag = { id: engine.newId(), name: 'First time', hue: 'teal', effect: 'none' } as const;
  await engine.ask('save-tag', { ...tag, releaseMin: null, active: true });
  const slot = await engine.store.read((db) =>
    db.kysely
      .selectFrom('slot')
      .select('id')
      .where('startMs', '=', at('09:00'))
      .executeTakeFirstOrThrow(),
  );
  const edit = { id: slot.id, status: 'available' as const, tags: ['First time'], note: '' };
  expect(await engine.ask('edit-slot', edit)).toMatchObject({ ok: true });
  await engine.ask('save-tag', { ...tag, name: 'New patients', releaseMin: null, active: true });
  const marked = await book('09:00');
  const other = await book('10:00');
  engine.clock.advance(3 * 86_400_000);
  const rule: Rule = {
    ...{ id: engine.newId(), name: 'Theirs', effect: 'refuse', active: false, deleted: false },
    ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
    demand: { kind: 'new-patient-slots', tag: 'New patients' },
  };
  const { examples } = await engine.store.read((db) =>
    tryRule(db, ORGANISATION, rule, engine.clock.nowMs()),
  );
  const broken = examples.map(({ appointmentId }) => appointmentId);
  expect(broken).toContain(other.id);
  expect(broken).not.toContain(marked.id);
});
