import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskClient } from '../../test/support/desk-client.ts';
import { MONDAY_8_MS } from '../../test/support/engine.ts';
import {
  bookingAt,
  branchIdOf,
  DAY_MS,
  DOCTOR,
  id,
  NINE_MS,
  PASSWORD,
  PATIENT,
  QUARTER_MS,
  type ServedHost,
  serveHost,
  TODAY,
} from '../../test/support/served-host.ts';

/** Two thousand intents, on a machine that may be busy. */
const SLOW_MS = 300_000;
/** From nine to one. */
const QUARTERS_A_DAY = 16;

let served: ServedHost;
beforeEach(async () => {
  served = await serveHost();
});
afterEach(() => served.stop());

test('a booking at one desk shows at the other, and leaves a window it is moved out of', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  using other = await served.openSecondDesk();
  await desk.watch(...TODAY);
  await other.watch(...TODAY);
  expect(other.rows('sessions')).toMatchObject([{ doctorId: DOCTOR, confirmed: true }]);
  const done = await desk.intend('book', bookingAt(branchId, id(20), NINE_MS));
  expect(done).toEqual({ ok: true, undoable: true, recordId: id(20) });
  // The rows overtake the outcome, so a desk never shows the time as free again.
  expect(desk.rows('appointments')).toMatchObject([{ id: id(20), patientName: 'Meera Iyer' }]);
  await other.shows('appointments', (rows) => rows.length === 1);
  const { appointmentId, ...time } = {
    appointmentId: id(20),
    branchId,
    doctorId: DOCTOR,
    startMs: NINE_MS + DAY_MS,
    endMs: NINE_MS + DAY_MS + QUARTER_MS,
  };
  expect((await desk.intend('move', { appointmentId, ...time })).ok).toBe(true);
  await other.shows('appointments', (rows) => rows.length === 0);
  await other.watch(TODAY[0] + DAY_MS, TODAY[1] + DAY_MS);
  expect(other.rows('appointments')).toMatchObject([{ id: id(20) }]);
  expect(served.errors).toEqual([]);
});

test('two desks hold one time at the same instant: one has it, the other hears who [HD1]', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  using other = await served.openSecondDesk();
  await other.watch(...TODAY);
  const time = { branchId, doctorId: DOCTOR, startMs: NINE_MS, endMs: NINE_MS + QUARTER_MS };
  const outcomes = await Promise.all([
    desk.intend('hold', { holdId: id(30), ...time }),
    other.intend('hold', { holdId: id(31), ...time }),
  ]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
    refusal: { kind: 'held-by-other', userName: 'Ruma Paul' },
  });
  await other.shows('holds', (rows) => rows.length === 1);
});

test(
  'of a thousand bookings of one time over the lines of twenty desks there is one [HD1]',
  async () => {
    using desk = await served.openClinic();
    const branchId = await branchIdOf(desk);
    await using desks = new AsyncDisposableStack();
    const lines = [desk];
    while (lines.length < 20) lines.push(desks.use(await served.openSecondDesk()));
    const time = { branchId, doctorId: DOCTOR, startMs: NINE_MS, endMs: NINE_MS + QUARTER_MS };
    const attempts = lines.flatMap((line) => Array.from({ length: 50 }, () => line));
    const held = await Promise.all(
      attempts.map((line) => line.intend('hold', { holdId: crypto.randomUUID(), ...time })),
    );
    expect(held.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of held) {
      if (outcome.ok) continue;
      expect(outcome.refusal).toMatchObject({
        ...{ kind: 'held-by-other', userName: 'Ruma Paul' },
        expiresAtMs: served.clock.nowMs() + 5 * 60_000,
      });
    }
    const [winner] = held.filter((outcome) => outcome.ok);
    const holdId = winner?.ok ? winner.recordId : null;
    const booked = await Promise.all(
      attempts.map((line, i) => {
        const booking = bookingAt(branchId, crypto.randomUUID(), NINE_MS);
        return line.intend('book', { ...booking, holdId: held[i]?.ok ? holdId : null });
      }),
    );
    expect(booked.filter(({ ok }) => ok)).toHaveLength(1);
    await desk.watch(...TODAY);
    expect(desk.rows('appointments')).toHaveLength(1);
    expect(desk.rows('holds')).toEqual([]);
  },
  SLOW_MS,
);

test(
  'of many desks that hold, book, move and cancel at one instant nobody is refused a time that is nobody’s [HD5]',
  async () => {
    using desk = await served.openClinic();
    const branchId = await branchIdOf(desk);
    await using desks = new AsyncDisposableStack();
    const lines = [desk];
    while (lines.length < QUARTERS_A_DAY) lines.push(desks.use(await served.openSecondDesk()));
    const work = lines.map(async (line, i) => {
      const startMs = NINE_MS + i * QUARTER_MS;
      const [holdId, appointmentId] = [crypto.randomUUID(), crypto.randomUUID()];
      const place = { branchId, doctorId: DOCTOR };
      const booking = bookingAt(branchId, appointmentId, startMs);
      const later = { startMs: startMs + DAY_MS, endMs: startMs + DAY_MS + QUARTER_MS };
      return [
        await line.intend('hold', { holdId, ...place, startMs, endMs: startMs + QUARTER_MS }),
        await line.intend('book', { ...booking, holdId }),
        await line.intend('move', { appointmentId, ...place, ...later }),
        await line.intend('cancel', { appointmentId, reason: 'Called' }),
      ];
    });
    const outcomes = (await Promise.all(work)).flat();
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    expect(outcomes).toHaveLength(QUARTERS_A_DAY * 4);
    expect(served.errors).toEqual([]);
  },
  SLOW_MS,
);

test('a desk that is signed out, or whose window is closed, holds nothing any more [HD4]', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  const time = { branchId, doctorId: DOCTOR, startMs: NINE_MS, endMs: NINE_MS + QUARTER_MS };
  await desk.watch(...TODAY);
  using other = await served.openSecondDesk();
  await other.intend('hold', { holdId: id(30), ...time });
  await desk.shows('holds', (rows) => rows.length === 1);
  other.send({ type: 'sign-out' });
  await desk.shows('holds', (rows) => rows.length === 0);
});

test('an intent sent again gives the same outcome and does nothing twice [IN1]', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  const booking = bookingAt(branchId, id(20), NINE_MS);
  const first = await desk.intend('book', booking, id(40));
  expect(await desk.intend('book', booking, id(40))).toEqual(first);
  await desk.watch(...TODAY);
  expect(desk.rows('appointments')).toHaveLength(1);
});

test('questions are answered', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  await desk.intend('book', bookingAt(branchId, id(20), NINE_MS));
  expect(await desk.ask({ kind: 'find-patients', text: 'iyer', limit: 5 })).toMatchObject([
    { id: PATIENT },
  ]);
  expect(await desk.ask({ kind: 'visit-times', patientIds: [PATIENT] })).toEqual([
    { patientId: PATIENT, lastVisitMs: null, nextVisitMs: NINE_MS },
  ]);
  expect(await desk.ask({ kind: 'patient', patientId: PATIENT })).toMatchObject({ id: PATIENT });
  expect(
    await desk.ask({
      kind: 'free-times',
      branchId,
      doctorId: null,
      serviceId: null,
      durationMin: 15,
      fromMs: MONDAY_8_MS,
      limit: 1,
    }),
  ).toMatchObject([{ startMs: NINE_MS + QUARTER_MS }]);
  const story = await desk.ask({ kind: 'appointment-story', appointmentId: id(20) });
  expect(story.entries).toMatchObject([{ who: 'Ruma Paul', act: 'book' }]);
  expect(await desk.ask({ kind: 'imports' })).toEqual([]);
  expect(await desk.ask({ kind: 'sync-now' })).toBeNull();
  expect(await desk.next('status')).toMatchObject({ status: { state: 'standalone' } });
});

test('an account that is closed is signed out at its next step', async () => {
  using desk = await served.openClinic();
  await desk.watch(...TODAY);
  const [user] = desk.rows('users');
  if (!user) throw new Error('The administrator is a user.');
  // Somebody has to go on answering for all branches.
  const other = { ...user, id: crypto.randomUUID(), login: 'other', passwordHash: 'x' };
  expect((await desk.intend('save-user', other)).ok).toBe(true);
  const closed = { ...user, passwordHash: null, active: false };
  expect((await desk.intend('save-user', closed)).ok).toBe(true);
  desk.send({ type: 'watch', fromMs: TODAY[0], toMs: TODAY[1] });
  await desk.next('signed-out');
});

test('no byte of a private note comes to another person’s desk, whoever that is [PN1]', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  const hash = await desk.ask({ kind: 'hash-password', password: PASSWORD });
  const asha = {
    name: 'Asha Roy',
    role: 'front-desk',
    doctorId: null,
    branchIds: [branchId],
  } as const;
  const account = { ...asha, branchIds: [branchId], passwordHash: hash, active: true };
  expect(await desk.intend('save-user', { id: id(70), login: 'asha', ...account })).toMatchObject({
    ok: true,
  });
  expect(await desk.intend('book', bookingAt(branchId, id(71), NINE_MS))).toMatchObject({
    ok: true,
  });
  using hers = await openDeskClient(served.url, 'Front desk 2');
  await hers.hello();
  expect(await hers.signIn('asha', PASSWORD)).toMatchObject({ ok: true });
  for (const one of [desk, hers]) await one.watch(...TODAY);
  const about = { kind: 'appointment', id: id(71) } as const;
  const text = 'Xylophonic remark';
  expect(await hers.intend('save-private-note', { about, text })).toMatchObject({ ok: true });
  expect(await hers.ask({ kind: 'private-note', about })).toBe(text);
  expect(hers.heard()).toContain(text);

  // The administrator asks for it, and is sent all that comes after it.
  expect(await desk.ask({ kind: 'private-note', about })).toBeNull();
  expect(
    await desk.intend('book', bookingAt(branchId, id(72), NINE_MS + QUARTER_MS)),
  ).toMatchObject({
    ok: true,
  });
  await desk.shows('appointments', (rows) => rows.some((row) => row.id === id(72)));
  await desk.ask({ kind: 'appointment-story', appointmentId: id(71) });
  const days = { firstDay: '2026-03-02', lastDay: '2026-03-02', namesPatients: true };
  const place = { branchId, phone: '', address: '' };
  const wish = { kind: 'export', format: 'csv', content: 'appointments', doctorId: null } as const;
  const exported = await desk.ask({ ...wish, ...days, ...place });
  expect(exported).toMatchObject({ ok: true, value: { count: 2 } });
  if (!exported.ok) return;
  expect(Buffer.from(exported.value.base64, 'base64').toString()).not.toContain('Xylophonic');
  expect(desk.heard()).toContain(id(72));
  expect(desk.heard()).not.toContain('Xylophonic');
  expect(desk.heard()).not.toContain('private');
});

test('a desk hears how far a change of many sessions is, and one it calls off changes nothing [SD12]', async () => {
  using desk = await served.openClinic();
  const branchId = await branchIdOf(desk);
  await desk.watch(...TODAY);
  await desk.shows('sessions', (rows) => rows.length > 0);
  const change = {
    choice: {
      ...{ doctorIds: [DOCTOR], branchId, weekdays: [], tag: null, slotMin: null },
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: '2026-03-20' },
    },
    to: {
      ...{ slotMin: 30, capacity: null, addTags: [], removeTags: [] },
      ...{ doctorId: null, branchId: null, shiftMin: 0 },
    },
    newIdsFrom: id(80),
    requestOverlap: false,
  };
  const shown = await desk.ask({ kind: 'many-sessions-change', change });
  if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  const input = { ...change, seen: shown.value.seen, affected: null };
  const outcome = desk.intend('change-many-sessions', input, id(81));
  desk.send({ type: 'call-off', intentId: id(81) });
  expect(await outcome).toEqual({ ok: false, refusal: { kind: 'called-off' } });
  expect(desk.rows('sessions').map(({ slotMin }) => slotMin)).not.toContain(30);

  expect(await desk.intend('change-many-sessions', input, id(82))).toMatchObject({ ok: true });
  const told = await desk.next('intent-progress', ({ intentId }) => intentId === id(82));
  expect(told.percent).toBeGreaterThan(0);
  await desk.shows('sessions', (rows) => rows.every(({ slotMin }) => slotMin === 30));
});
