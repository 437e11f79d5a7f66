import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import { loadOpenings } from '../queries/load-openings.ts';
import { loadRecord } from '../queries/load-record.ts';

const MINUTE_MS = 60_000;
/** A quarter of an hour that is Dr. Das's whole day. */
const HOURS = { rule: 'FREQ=DAILY;COUNT=1', startMin: 720, endMin: 735 };
let engine: TestEngine;
let taken: string;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId(), HOURS));
  const other = engine.newId();
  await engine.ask('save-patient', aPatient(other, 'Asha Rao'));
  taken = engine.newId();
  await engine.ask('book', aBooking(taken, '12:00', { patientId: other }));
});
afterEach(() => engine.close());

const TIME = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('12:00'), endMs: at('12:15') };

const aWish = (changes: Partial<IntentInput<'save-wish'>> = {}): IntentInput<'save-wish'> => ({
  ...{ id: engine.newId(), branchId: SALT_LAKE, patientId: PATIENT, serviceId: CONSULTATION },
  ...{ appointmentId: null, doctorIds: [], branchIds: [], weekdays: [], parts: [] },
  ...{ fromDay: null, untilDay: null, urgent: false, note: '', newPatient: null },
  ...changes,
});

async function wait(changes: Partial<IntentInput<'save-wish'>> = {}): Promise<string> {
  const wish = aWish(changes);
  expect(await engine.ask('save-wish', wish)).toMatchObject({ ok: true });
  return wish.id;
}

async function another(name: string): Promise<string> {
  const id = engine.newId();
  await engine.ask('save-patient', aPatient(id, name));
  return id;
}

const free = () => engine.ask('cancel', { appointmentId: taken, reason: 'Ill' });
const openings = async () => {
  const nowMs = engine.clock.nowMs();
  return engine.store.read((db) => loadOpenings(db, ORGANISATION, SALT_LAKE, nowMs));
};
const offer = (wishId: string, offerId = engine.newId()) =>
  engine.ask('offer-wish', { wishId, offerId, ...TIME });
const answer = (wishId: string, offerId: string, what: 'accepted' | 'declined') =>
  engine.ask('answer-wish', { wishId, offerId, answer: what, appointmentId: engine.newId() });
const wishNow = (id: string) => engine.store.read((db) => loadRecord(db, ORGANISATION, 'wish', id));

test('whoever waits is listed as soon as a time is free, in turn, and nothing is given by itself [WL1] [WL2] [WL3]', async () => {
  const first = await wait();
  engine.clock.advance(MINUTE_MS);
  const second = await wait({ patientId: await another('Ila Sen') });
  const urgent = await wait({ patientId: await another('Om Das'), urgent: true });
  await wait({ patientId: await another('Uma Roy'), parts: ['morning'] });
  expect((await openings()).openings).toEqual([]);
  await free();
  const [opening, ...rest] = (await openings()).openings;
  expect(rest).toEqual([]);
  expect(opening?.candidates.map(({ wishId }) => wishId)).toEqual([urgent, first, second]);
  expect(opening?.candidates[0]?.reasons[0]).toEqual({ kind: 'urgent' });
  const { startMs, endMs, doctorId } = opening?.candidates[0]?.time ?? {};
  expect({ startMs, endMs, doctorId }).toEqual({
    startMs: TIME.startMs,
    endMs: TIME.endMs,
    doctorId: DR_DAS,
  });
});

test('an offer is held until its deadline, and accepting it books in one act [WL4] [WL5]', async () => {
  const wishId = await wait();
  await free();
  const offerId = engine.newId();
  expect(await offer(wishId, offerId)).toMatchObject({ ok: true });
  expect((await openings()).openings).toEqual([]);
  const elsewhere = aBooking(engine.newId(), '12:00', { patientId: await another('Ila Sen') });
  expect(await engine.ask('book', elsewhere)).toMatchObject({ error: { kind: 'held-by-other' } });
  engine.clock.advance(59 * MINUTE_MS);
  expect(await engine.ask('book', elsewhere)).toMatchObject({ error: { kind: 'held-by-other' } });
  // Whoever answers may be told by another desk.
  const colleague = { ...admin, userId: engine.newId(), role: 'front-desk' as const };
  const said = { wishId, offerId, answer: 'accepted' as const, appointmentId: engine.newId() };
  expect(await engine.ask('answer-wish', said, { actor: colleague })).toMatchObject({ ok: true });
  const visit = await engine.store.read((db) =>
    loadRecord(db, ORGANISATION, 'appointment', said.appointmentId),
  );
  expect(visit).toMatchObject({ startMs: TIME.startMs, patientId: PATIENT, status: 'booked' });
  expect(await wishNow(wishId)).toMatchObject({
    state: 'fulfilled',
    offer: { answer: 'accepted' },
  });
  expect(await answer(wishId, offerId, 'accepted')).toMatchObject({ error: { kind: 'wish-over' } });
});

test('after the deadline the time is anybody’s, it is not booked, and the next one is proposed [WL5] [WL3]', async () => {
  const first = await wait();
  engine.clock.advance(MINUTE_MS);
  const second = await wait({ patientId: await another('Ila Sen') });
  await free();
  const offerId = engine.newId();
  await offer(first, offerId);
  engine.clock.advance(60 * MINUTE_MS);
  expect(await answer(first, offerId, 'accepted')).toMatchObject({
    error: { kind: 'hold-expired' },
  });
  const [opening] = (await openings()).openings;
  expect(opening?.candidates.map(({ wishId }) => wishId)).toEqual([second, first]);
  expect(opening?.candidates[1]?.reasons[0]).toEqual({ kind: 'no-answer' });
  expect(await offer(second)).toMatchObject({ ok: true });
});

test('who declines goes on waiting, and is not asked about that time again [WL5]', async () => {
  const wishId = await wait();
  await free();
  const offerId = engine.newId();
  await offer(wishId, offerId);
  expect(await answer(wishId, offerId, 'declined')).toMatchObject({ ok: true });
  expect(await wishNow(wishId)).toMatchObject({ state: 'waiting', offer: { answer: 'declined' } });
  expect((await openings()).openings).toEqual([]);
  const booked = await engine.ask('book', aBooking(engine.newId(), '12:00'));
  expect(booked).toMatchObject({ ok: true });
});

test('of two desks that offer one time, or offer one person two, one does [WL4]', async () => {
  const first = await wait();
  const second = await wait({ patientId: await another('Ila Sen') });
  await free();
  const both = await Promise.all([offer(first), offer(second)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { kind: 'held-by-other' } });
  const again = both[0]?.ok ? first : second;
  expect(await offer(again)).toMatchObject({ error: { kind: 'offer-open', byName: 'Ruma Paul' } });
});

test('a sooner time moves the visit that they have, and only a sooner one is theirs [WL1] [WL2]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { ...HOURS, firstDay: '2026-03-05' }));
  const later = engine.newId();
  const visit = aBooking(later, '12:00', { startMs: at('12:00', 3), endMs: at('12:15', 3) });
  expect(await engine.ask('book', visit)).toMatchObject({ ok: true });
  const wishId = await wait({ appointmentId: later });
  await engine.ask('create-series', aSeries(engine.newId(), { ...HOURS, firstDay: '2026-03-09' }));
  expect((await openings()).openings).toEqual([]);
  await free();
  expect((await openings()).openings).toHaveLength(1);
  const offerId = engine.newId();
  await offer(wishId, offerId);
  await answer(wishId, offerId, 'accepted');
  const moved = await engine.store.read((db) => loadRecord(db, ORGANISATION, 'appointment', later));
  expect(moved).toMatchObject({ startMs: TIME.startMs, moves: 1 });
});

test('a wish ends when its days are over, or when they are booked otherwise [WL6]', async () => {
  const brief = await wait({ untilDay: '2026-03-02' });
  const booked = await wait({ patientId: await another('Ila Sen') });
  const patientId = (await wishNow(booked))?.patientId ?? '';
  await engine.ask('create-series', aSeries(engine.newId(), { firstDay: '2026-03-03' }));
  await free();
  const time = { startMs: at('09:00', 1), endMs: at('09:15', 1) };
  await engine.ask('book', aBooking(engine.newId(), '09:00', { ...time, patientId }));
  expect((await openings()).openings.flatMap(({ candidates }) => candidates)).toHaveLength(1);
  engine.clock.advance(24 * 60 * MINUTE_MS);
  expect((await openings()).openings).toEqual([]);
  expect(await offer(brief)).toMatchObject({ error: { kind: 'wish-over', standing: 'expired' } });
  expect(await offer(booked)).toMatchObject({
    error: { kind: 'wish-over', standing: 'fulfilled' },
  });
});

test('nobody is offered what they could not be booked in, in quiet hours, or too late [WL4]', async () => {
  const wishId = await wait();
  await free();
  const rule = { id: engine.newId(), name: 'Two a day', effect: 'refuse' as const, active: true };
  const everywhere = {
    branchId: null,
    doctorId: null,
    serviceId: null,
    fromDay: null,
    untilDay: null,
  };
  const demand = { kind: 'age' as const, minYears: 90, maxYears: null };
  await engine.ask('save-rule', { ...rule, ...everywhere, demand });
  expect(await offer(wishId)).toMatchObject({ error: { kind: 'against-rules' } });
  await engine.ask('remove-rule', { ruleId: rule.id });
  const asks = { booked: 'off', moved: 'off', cancelled: 'off', displaced: 'off' } as const;
  const settings = { branchId: SALT_LAKE, asks, reminderHours: null };
  await engine.ask('save-messaging', { ...settings, quietFromMin: 420, quietUntilMin: 540 });
  expect(await offer(wishId)).toMatchObject({ error: { kind: 'offer-in-quiet-hours' } });
  const loud = { ...settings, quietFromMin: null, quietUntilMin: null, offerNoticeMin: 300 };
  await engine.ask('save-messaging', loud);
  expect(await offer(wishId)).toMatchObject({ error: { kind: 'offer-too-late', minutes: 300 } });
  await engine.ask('save-messaging', { ...loud, offerNoticeMin: 60, offerMinutes: 10 });
  expect(await offer(wishId)).toMatchObject({ ok: true });
  expect((await wishNow(wishId))?.offer?.deadlineMs).toBe(engine.clock.nowMs() + 10 * MINUTE_MS);
});

test('an answer that was taken down wrong is taken back: the visit is not there, and they wait for it again [WL5]', async () => {
  const wishId = await wait();
  await free();
  const offerId = engine.newId();
  await offer(wishId, offerId);
  const takeBack = async (what: 'accepted' | 'declined'): Promise<string> => {
    const [id, appointmentId] = [engine.newId(), engine.newId()];
    const said = { wishId, offerId, answer: what, appointmentId };
    expect(await engine.ask('answer-wish', said, { id })).toMatchObject({
      value: { undoable: true },
    });
    expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
    expect(await wishNow(wishId)).toMatchObject({ state: 'waiting', offer: { answer: null } });
    return appointmentId;
  };
  await takeBack('declined');
  const visitId = await takeBack('accepted');
  const visit = await engine.store.read((db) =>
    loadRecord(db, ORGANISATION, 'appointment', visitId),
  );
  expect(visit?.status).toBe('entered-in-error');
  // It is held for them again.
  const elsewhere = aBooking(engine.newId(), '12:00', { patientId: await another('Ila Sen') });
  expect(await engine.ask('book', elsewhere)).toMatchObject({ error: { kind: 'held-by-other' } });
  expect(await answer(wishId, offerId, 'accepted')).toMatchObject({ ok: true });
  expect(await wishNow(wishId)).toMatchObject({ state: 'fulfilled' });
});

test('a wish is written, changed, withdrawn and taken back, and each is in the trail [WL1] [WL7]', async () => {
  const id = await wait({ note: 'Mornings' });
  expect(await engine.ask('save-wish', aWish({ id, urgent: true }))).toMatchObject({ ok: true });
  const gone = engine.newId();
  expect(await engine.ask('withdraw-wish', { wishId: id }, { id: gone })).toMatchObject({
    ok: true,
  });
  expect(await engine.ask('withdraw-wish', { wishId: id })).toMatchObject({
    error: { kind: 'wish-over' },
  });
  expect(await engine.ask('undo', { intentId: gone })).toMatchObject({ ok: true });
  expect(await wishNow(id)).toMatchObject({ state: 'waiting', urgent: true, addedBy: 'Ruma Paul' });
  const nobody = aWish({ patientId: engine.newId() });
  expect(await engine.ask('save-wish', nobody)).toMatchObject({
    error: { kind: 'unknown-record' },
  });
  await free();
  const offerId = engine.newId();
  await offer(id, offerId);
  await answer(id, offerId, 'declined');
  const { rows } = await engine.store.read(({ session }) =>
    session.query(`select intent_kind from audit where intent_kind like '%wish' order by no`, []),
  );
  expect(rows.map((row) => (row as { intent_kind: string }).intent_kind)).toEqual([
    ...['save-wish', 'save-wish', 'withdraw-wish', 'offer-wish', 'answer-wish'],
  ]);
});

test('what frees a time does not matter: a no-show, a new session, or a hold that is let go [WL2]', async () => {
  await wait();
  const holdId = engine.newId();
  await free();
  await engine.ask('hold', { holdId, ...TIME });
  expect((await openings()).openings).toEqual([]);
  await engine.ask('release-hold', { holdId });
  expect((await openings()).openings).toHaveLength(1);
  const again = engine.newId();
  await engine.ask('book', aBooking(again, '12:00', { patientId: await another('Ila Sen') }));
  expect((await openings()).openings).toEqual([]);
  await engine.ask('create-series', aSeries(engine.newId(), { ...HOURS, firstDay: '2026-03-03' }));
  const [opening] = (await openings()).openings;
  expect(opening?.day).toBe('2026-03-03');
  const sessionId = opening?.candidates[0]?.time.sessionId ?? '';
  await engine.ask('change-session', aDeletion(sessionId));
  expect((await openings()).openings).toEqual([]);
});
