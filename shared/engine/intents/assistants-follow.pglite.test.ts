import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { isFirm } from '../../model/claim.ts';
import type { IntentInput } from '../../model/intent.ts';
import { previewSessionChange } from '../queries/preview-session-change.ts';

// Whoever assists in a visit, while working time, absences and the visit itself change around them.

let engine: TestEngine;
let surgery: string;
let part: string;
let ofDas: string;
let ofSen: string;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  ofDas = await addSession(DR_DAS, '09:00', '13:00');
  ofSen = await addSession(DR_SEN, '09:00', '12:00');
  surgery = engine.newId();
  part = engine.newId();
  const hour = { startMs: at('10:00'), endMs: at('11:00') };
  await engine.ask('book', aBooking(surgery, '10:00', hour));
  expect(await add(part)).toMatchObject({ ok: true });
});
afterEach(() => engine.close());

async function addSession(doctorId: string, from: string, until: string) {
  const id = engine.newId();
  await engine.ask('create-session', {
    ...{ id, branchId: SALT_LAKE, doctorId, startMs: at(from), endMs: at(until) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });
  return id;
}

const add = (assistanceId: string, appointmentId = surgery, reason: string | null = null) =>
  engine.ask('add-assistant', {
    ...{ appointmentId, assistanceId, doctorId: DR_SEN, insteadOf: null, reason },
  });

const appointment = (id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const claim = (id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst(),
  );
const conflictOf = (recordId: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('conflict')
      .select(['id', 'state', 'offers'])
      .where('recordId', '=', recordId)
      .executeTakeFirst(),
  );

/** A session at other hours, with what was chosen for those who are booked. */
const toHours = (
  sessionId: string,
  startMin: number,
  endMin: number,
  affected: IntentInput<'change-session'>['affected'] = 'shift-or-displace',
) => ({
  ...aDeletion(sessionId),
  affected,
  to: { startMin, endMin, slotMin: 15, capacity: 1, tags: [], rule: null },
});
const preview = (change: IntentInput<'change-session'>) =>
  engine.store.read((db) =>
    previewSessionChange(db, ORGANISATION, change, { nowMs: at('08:00'), limit: 100 }),
  );
const isAway = (doctorId: string, from: string, until: string) =>
  engine.ask('add-time-off', {
    ...{ doctorId, kind: 'leave' as const, reason: 'Ill', affected: 'displace' as const },
    times: [{ id: engine.newId(), startMs: at(from), endMs: at(until) }],
  });

test('working time that takes a visit along takes who assists in it, as was shown before; one undo takes both back [CD6]', async () => {
  // Three quarters of an hour sooner, and over before the visit would be.
  const moved = toHours(ofDas, 495, 645);
  expect(await preview(moved)).toMatchObject({
    value: { affected: { count: 1 }, fallsOut: 0, following: { along: 1, behind: 0 } },
  });
  const intentId = engine.newId();
  expect(await engine.ask('change-session', moved, { id: intentId })).toMatchObject({ ok: true });
  for (const id of [surgery, part]) {
    expect(await appointment(id)).toMatchObject({ startMs: at('09:15'), endMs: at('10:15') });
  }
  expect(await claim(part)).toMatchObject({ verdict: 'active', withRight: true });
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  for (const id of [surgery, part]) {
    expect(await appointment(id)).toMatchObject({ startMs: at('10:00') });
  }
});

test('who cannot go along leaves the visit its own, and somebody looks after that [CD6] [CD4]', async () => {
  const moved = toHours(ofDas, 660, 780);
  expect(await preview(moved)).toMatchObject({
    value: { affected: { count: 1 }, following: { along: 0, behind: 1 } },
  });
  expect(await engine.ask('change-session', moved)).toMatchObject({ ok: true });
  expect(await appointment(surgery)).toMatchObject({ startMs: at('12:00'), unseated: false });
  expect(await appointment(part)).toMatchObject({ unseated: true, status: 'booked' });
  expect(await conflictOf(part)).toMatchObject({ state: 'open', offers: [] });
});

test('who assists stays with the visit where their own working time still has it, and leaves it where not [CD6]', async () => {
  const shorter = toHours(ofSen, 570, 690);
  expect(await preview(shorter)).toMatchObject({ value: { affected: { count: 0 } } });
  expect(await engine.ask('change-session', shorter)).toMatchObject({ ok: true });
  expect(await appointment(part)).toMatchObject({ startMs: at('10:00'), unseated: false });
  // To the afternoon, and so would move by themselves, which nobody who assists does.
  const later = toHours(ofSen, 780, 900, null);
  expect(await preview(later)).toMatchObject({ value: { affected: { count: 1 }, fallsOut: 1 } });
  expect(await engine.ask('change-session', later)).toMatchObject({
    error: { kind: 'has-appointments', count: 1 },
  });
  expect(await engine.ask('change-session', { ...later, affected: 'displace' })).toMatchObject({
    ok: true,
  });
  expect(await appointment(part)).toMatchObject({ startMs: at('10:00'), unseated: true });
  expect(await conflictOf(part)).toMatchObject({ state: 'open' });
  expect(await claim(surgery)).toMatchObject({ verdict: 'active' });
});

test('a conflict about who assists is over when the visit goes where they can, or is called off [CD2]', async () => {
  await isAway(DR_SEN, '09:30', '11:00');
  expect(await conflictOf(part)).toMatchObject({ state: 'open' });
  const moved = await engine.ask('move', {
    ...{ appointmentId: surgery, branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at('11:00'), endMs: at('12:00') },
  });
  expect(moved).toMatchObject({ ok: true });
  expect(await claim(part)).toMatchObject({ verdict: 'active', startMs: at('11:00') });
  expect(await conflictOf(part)).toMatchObject({ state: 'rebooked' });

  await isAway(DR_SEN, '11:00', '12:00');
  expect(await conflictOf(part)).toMatchObject({ state: 'open' });
  await engine.ask('cancel', { appointmentId: surgery, reason: 'Fever', by: 'patient' });
  expect(await conflictOf(part)).toMatchObject({ state: 'dismissed' });
});

test('who is taken off while the visit takes place was not in it, and has the time for others [CD7]', async () => {
  for (const status of ['arrived', 'in-consult'] as const) {
    await engine.ask('set-status', { appointmentId: surgery, status });
  }
  expect(await appointment(part)).toMatchObject({ status: 'in-consult' });
  const off = { assistanceId: part, reason: 'Called to the ward' };
  expect(await engine.ask('remove-assistant', off)).toMatchObject({ ok: true });
  expect(await appointment(part)).toMatchObject({ status: 'entered-in-error' });
  expect(await claim(part)).toBeUndefined();
  expect(await appointment(surgery)).toMatchObject({ status: 'in-consult' });
  await engine.ask('set-status', { appointmentId: surgery, status: 'completed' });
  expect(await appointment(part)).toMatchObject({ status: 'entered-in-error' });
});

test('in a book without a central who assists without working time is firm at once, moved too [CD7]', async () => {
  const late = engine.newId();
  const noon = { startMs: at('12:00'), endMs: at('12:30') };
  await engine.ask('book', aBooking(late, '12:00', noon));
  const comes = engine.newId();
  expect(await add(comes, late, 'Stays on for it')).toMatchObject({ ok: true });
  const firm = async () => {
    const found = await claim(comes);
    return found !== undefined && isFirm(found);
  };
  expect(await claim(comes)).toMatchObject({ withRight: false, endorsed: true });
  expect(await firm()).toBe(true);
  const moved = await engine.ask('move', {
    ...{ appointmentId: late, branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at('12:15'), endMs: at('12:45') },
  });
  expect(moved).toMatchObject({ ok: true });
  expect(await claim(comes)).toMatchObject({ startMs: at('12:15') });
  expect(await firm()).toBe(true);
});

test('a rule about who assists holds up a move, and neither who lost a time nor who is called in [CD2]', async () => {
  const ruleId = engine.newId();
  await engine.ask('save-rule', {
    ...{ id: ruleId, name: 'Not after eleven', effect: 'refuse' as const, active: true },
    demand: { kind: 'change-notice', change: 'move', minutes: 60 * 24 },
    ...{ branchId: null, doctorId: DR_SEN, serviceId: null, fromDay: null, untilDay: null },
  });
  const to = { startMs: at('11:00'), endMs: at('12:00') };
  const there = { branchId: SALT_LAKE, doctorId: DR_DAS, ...to };
  expect(await engine.ask('move', { appointmentId: surgery, ...there })).toMatchObject({
    error: { kind: 'against-rules' },
  });
  await isAway(DR_DAS, '09:30', '11:00');
  const conflict = await conflictOf(surgery);
  const again = engine.newId();
  const rebooked = await engine.ask('resolve-conflict', {
    conflictId: conflict?.id ?? '',
    resolution: { kind: 'rebook', appointmentId: again, time: there },
  });
  expect(rebooked).toMatchObject({ ok: true });
  expect(await appointment(part)).toMatchObject({ assistsId: again, startMs: at('11:00') });
});
