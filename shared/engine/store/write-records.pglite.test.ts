import { afterEach, beforeEach, expect, test } from 'vitest';
import {
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
import type { Appointment } from '../../model/appointment.ts';
import type { Rule } from '../../model/rule.ts';
import type { Session } from '../../model/session.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadRecords } from '../queries/load-record.ts';

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: '', role: 'admin' },
  ...{ desk: '', source: 'screen' as const, reason: null },
};
const MINUTE_MS = 60_000;

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

/** Visits of five minutes, 48 a day. */
const appointments = (count: number): readonly Appointment[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION },
    ...{ patientId: PATIENT, sessionId: null, status: 'booked', note: `“${i}”, \\ and\nmore` },
    startMs: at('09:00', Math.floor(i / 48)) + (i % 48) * 5 * MINUTE_MS,
    endMs: at('09:00', Math.floor(i / 48)) + ((i % 48) + 1) * 5 * MINUTE_MS,
    ...{ overbookReason: null, overQuotaReason: null, emergency: false, toldByPhone: false },
    ...{
      cancelReason: null,
      supersededBy: null,
      unseated: false,
      assistsId: null,
      cancelledBy: null,
      courseId: null,
      withEither: false,
      madeBy: 'salt-lake.1',
      madeHlc: 2 ** 50 + i,
    },
    ...{ withRight: true, capacity: 1, importId: null, moves: 0, steps: [] },
  }));

test('two thousand visits that an absence takes away are cancelled in one go [AW1]', async () => {
  const made = appointments(2000);
  await engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    for (const one of made) tx.put('appointment', one, null);
    await tx.flush();
    await deriveClaims(tx, made);
  });
  const id = engine.newId();
  const times = [{ id, startMs: at('00:00'), endMs: at('00:00', 60) }];
  const away = { doctorId: DR_DAS, kind: 'leave' as const, reason: 'Leave', times };
  expect(await engine.ask('add-time-off', { ...away, affected: 'cancel' })).toMatchObject({
    ok: true,
  });
  const stored = await engine.store.read((db) =>
    loadRecords(
      db,
      ORGANISATION,
      'appointment',
      made.map((one) => one.id),
    ),
  );
  const byId = new Map(stored.map((one) => [one.id, one]));
  for (const one of made) {
    const cancelled = {
      ...one,
      ...{ status: 'cancelled', cancelReason: 'Leave', cancelledBy: 'practice' },
    };
    expect(byId.get(one.id)).toMatchObject(cancelled);
  }
  const counters = stored.map((one) => one.dotCounter).sort((a, b) => Number(a) - Number(b));
  expect(new Set(counters).size).toBe(2000);
  const claims = await engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().execute(),
  );
  expect(claims).toEqual([]);
});

test('records written together are stored as those written alone', async () => {
  const rule = (max: number): Rule => ({
    ...{ id: engine.newId(), name: 'No more', effect: 'warn' },
    demand: { kind: 'max-visits', of: 'patient', per: 'week', max },
    ...{ branchId: SALT_LAKE, doctorId: null, serviceId: null },
    ...{ fromDay: null, untilDay: null, active: true, deleted: false },
  });
  const session = (tags: readonly string[], days: number): Session => ({
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS, seriesId: null },
    ...{ startMs: at('09:00', days), endMs: at('10:00', days), slotMin: 15, capacity: 2 },
    ...{
      tags: [...tags],
      roomId: null,
      sharedWith: null,
      serviceIds: [],
      homeReplica: 'salt-lake.1',
      deleted: false,
    },
    breaks: [{ name: 'Tea "one"', startMs: at('09:15', days), endMs: at('09:30', days) }],
  });
  const rules = [rule(3), rule(4)];
  const sessions = [session(['VIP', 'a "b", {c}'], 0), session([], 1), session(['é'], 2)];
  await engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    for (const one of rules) tx.put('rule', one, null);
    for (const one of sessions) tx.put('session', one, null);
  });
  await engine.store.read(async (db) => {
    for (const one of rules) {
      expect(await loadRecords(db, ORGANISATION, 'rule', [one.id])).toMatchObject([
        { ...one, dotReplica: 'salt-lake.1', vector: { 'salt-lake.1': expect.any(Number) } },
      ]);
    }
    for (const one of sessions) {
      expect(await loadRecords(db, ORGANISATION, 'session', [one.id])).toMatchObject([one]);
    }
  });
});
