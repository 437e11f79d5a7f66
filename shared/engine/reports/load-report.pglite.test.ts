import { afterEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { ReportScope } from '../../model/report.ts';
import type { Actor } from '../../model/user.ts';
import { loadReport } from './load-report.ts';
import { loadReportVisits } from './load-report-visits.ts';

const MINUTE_MS = 60_000;
const WEEK: ReportScope = {
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-08' },
  ...{ branchId: null, doctorId: null, serviceId: null },
};

let engine: TestEngine;
afterEach(() => engine.close());

async function openClinic(book: Parameters<typeof openTestEngine>[0] = {}): Promise<void> {
  engine = await openTestEngine(book);
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
}

const ask = async (scope: Partial<ReportScope> = {}, actor: Actor = admin) => {
  const reporting = { organisationId: ORGANISATION, actor, nowMs: engine.clock.nowMs() };
  return loadReport(engine.store, reporting, { ...WEEK, ...scope });
};
const reported = async (scope: Partial<ReportScope> = {}) => {
  const answer = await ask(scope);
  if (!answer.ok) throw new Error(answer.error.kind);
  return answer.value;
};

test('a day at the desk comes to its figures: booked, late, waited, over; behind each is who it was [RP1] [RP6]', async () => {
  await openClinic();
  const [came, cancelled] = [engine.newId(), engine.newId()];
  await engine.ask('book', aBooking(came, '12:45'));
  await engine.ask('book', aBooking(cancelled, '10:00'));
  await engine.ask('cancel', { appointmentId: cancelled, reason: 'Ill' });
  engine.clock.advance(270 * MINUTE_MS);
  await engine.ask('set-status', { appointmentId: came, status: 'arrived' });
  engine.clock.advance(25 * MINUTE_MS);
  await engine.ask('set-status', { appointmentId: came, status: 'in-consult' });
  engine.clock.advance(20 * MINUTE_MS);
  await engine.ask('set-status', { appointmentId: came, status: 'completed' });
  const { all, former, doctors, names } = await reported();
  expect(all).toMatchObject({
    ...{ booked: 2, cancelled: 1, lateCancelled: 1, cancelledUnknown: 0, arrived: 1, seen: 1 },
    ...{ waits: 1, waitMs: 25 * MINUTE_MS, takenMs: 15 * MINUTE_MS, seenMs: 15 * MINUTE_MS },
    ...{ capacityMs: 5 * 240 * MINUTE_MS, sessionsKnown: 1, sessionsOver: 1 },
    overMs: 15 * MINUTE_MS,
  });
  const none = { state: null, weekday: null, hour: null, waitFromMin: null, waitUntilMin: null };
  const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: engine.clock.nowMs() };
  const late = { ...none, state: 'late' as const, limit: 5 };
  expect(await loadReportVisits(engine.store, reporting, WEEK, late)).toMatchObject({
    value: { count: 1, first: [{ appointmentId: cancelled, patientName: 'Meera Iyer' }] },
  });
  expect(former).toMatchObject({ booked: 0, capacityMs: 0 });
  expect(doctors.map(({ key }) => names[key])).toEqual([{ name: 'Priya Das', isFormer: false }]);
});

test('a doctor who left is still told, and as one who did [RP1]', async () => {
  await openClinic();
  await engine.ask('book', aBooking(engine.newId(), '10:00'));
  await engine.ask('save-doctor', {
    ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind: 'full-time' },
    ...{ active: false, branchIds: [SALT_LAKE] },
  });
  const { doctors, names } = await reported();
  expect(doctors).toMatchObject([{ key: DR_DAS, counts: { booked: 1 } }]);
  expect(names[DR_DAS]).toEqual({ name: 'Priya Das', isFormer: true });
});

test('what was kept of days follows what is done in them afterwards, undone and moved [RP8]', async () => {
  await openClinic();
  const laterMs = at('09:00', 28);
  const counted = async () => {
    const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: laterMs };
    const report = await loadReport(engine.store, reporting, WEEK);
    if (!report.ok) throw new Error(report.error.kind);
    const { all, days } = report.value;
    const busy = days.filter(({ counts }) => counts.booked > 0);
    return { booked: all.booked, cancelled: all.cancelled, days: busy.map(({ key }) => key) };
  };
  const [first, second] = [engine.newId(), engine.newId()];
  await engine.ask('book', aBooking(first, '10:00'));
  await engine.ask('book', aBooking(second, '11:00'));
  const both = { booked: 2, cancelled: 0, days: ['2026-03-02'] };
  expect(await counted()).toEqual(both);
  const intentId = engine.newId();
  await engine.ask('cancel', { appointmentId: first, reason: 'Ill' }, { id: intentId });
  expect(await counted()).toEqual({ ...both, cancelled: 1 });
  await engine.ask('undo', { intentId });
  expect(await counted()).toEqual(both);
  const moved = { startMs: at('11:00', 1), endMs: at('11:15', 1) };
  await engine.ask('move', {
    ...{ appointmentId: second, branchId: SALT_LAKE, doctorId: DR_DAS, ...moved },
  });
  expect(await counted()).toEqual({ ...both, days: ['2026-03-02', '2026-03-03'] });
});

test('reports are for who answers for a branch, of that branch alone [RP4]', async () => {
  await openClinic();
  for (const role of ['front-desk', 'doctor'] as const) {
    expect(await ask({}, { ...admin, role })).toEqual({
      ok: false,
      error: { kind: 'not-permitted' },
    });
  }
  const manager: Actor = { ...admin, role: 'manager', branchIds: [SALT_LAKE] };
  const own = await ask({}, manager);
  expect(own.ok && own.value.branches.map(({ name }) => name)).toEqual(['Salt Lake']);
  expect(await ask({ branchId: PARK_STREET }, manager)).toMatchObject({ ok: false });
});

test('a branch says that the books of others are elsewhere, and of when its own is [RP5]', async () => {
  await openClinic({ book: { centralUrl: 'https://central.example' } });
  const { branches } = await reported();
  expect(branches).toMatchObject([
    { name: 'Park Street', isElsewhere: true },
    { name: 'Salt Lake', isElsewhere: false, asOfMs: engine.clock.nowMs() },
  ]);
  expect(await ask({ branchId: PARK_STREET })).toEqual({
    ok: false,
    error: { kind: 'book-elsewhere' },
  });
});

test('central says when it heard each branch last [RP5]', async () => {
  await openClinic({
    book: {
      ...{ kind: 'central', replica: 'central', name: 'Central' },
      isCentral: true,
      branchId: null,
    },
  });
  await engine.connector.withSession(async (session) => {
    await session.query('begin', []);
    await session.query(`select set_config('daybook.writing', 'yes', true)`, []);
    await session.query(
      `insert into peer (organisation_id, id, replica, name, kind, branch_id, retired, heard_ms, seq)
       values ('${ORGANISATION}', '${engine.newId()}', 'salt-lake.1', 'Salt Lake', 'branch', '${SALT_LAKE}', false,
         ${at('07:00', -20)}, 1)`,
      [],
    );
    await session.query('commit', []);
  });
  const { branches } = await reported();
  expect(branches).toMatchObject([
    { name: 'Park Street', asOfMs: null },
    { name: 'Salt Lake', asOfMs: at('07:00', -20), isElsewhere: false },
  ]);
});
