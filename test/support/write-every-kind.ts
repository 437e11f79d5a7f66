import type { IntentOutcome } from '../../shared/engine/intents/execute-intent.ts';
import type { Cause } from '../../shared/engine/store/handles.ts';
import {
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from './engine.ts';

const CAUSE: Cause = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen', reason: null },
};

/**
 * Writes a record of every kind that `setUpClinic` and a booking in a series leave out, so that the
 * next push has one of each. What no intent writes alone, or
 * for want of a quota or a conflict, is put as it is.
 */
export async function writeEveryKind(engine: TestEngine, replica: string): Promise<void> {
  const { newId } = engine;
  const atBranch = { branchId: SALT_LAKE, doctorId: DR_SEN };
  const sessionId = newId();
  await must(
    engine.ask('create-session', {
      ...{ id: sessionId, ...atBranch, startMs: at('09:00', 1), endMs: at('12:00', 1) },
      ...{ slotMin: 15, capacity: 1, tags: ['vip'], requestOverlap: false },
      serviceIds: [CONSULTATION],
      breaks: [{ name: 'Tea', startMs: at('10:00', 1), endMs: at('10:15', 1) }],
    }),
  );
  const slot = await engine.store.read((db) =>
    db.kysely
      .selectFrom('slot')
      .select('id')
      .where('sessionId', '=', sessionId)
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
  const mark = { status: 'blocked' as const, tags: ['vip'], note: 'Meeting' };
  await must(engine.ask('edit-slot', { id: slot.id, ...mark }));
  const off = { id: newId(), startMs: at('00:00', 3), endMs: at('24:00', 3) };
  const leave = { doctorId: DR_DAS, kind: 'leave', reason: 'Leave' } as const;
  await must(engine.ask('add-time-off', { ...leave, times: [off], affected: 'displace' }));
  const days = [{ id: newId(), day: '2026-03-09', name: 'Holiday' }];
  await must(engine.ask('add-closure', { branchId: SALT_LAKE, days, affected: 'displace' }));
  const everywhere = { branchId: null, doctorId: null, serviceId: null };
  await must(
    engine.ask('save-rule', {
      ...{ id: newId(), name: 'A day ahead', demand: { kind: 'notice', minutes: 60 } },
      ...{ ...everywhere, fromDay: null, untilDay: null, effect: 'warn', active: true },
    }),
  );
  await must(
    engine.ask('save-tag', {
      ...{ id: newId(), name: 'vip', hue: 'amber', effect: 'none', releaseMin: null, active: true },
    }),
  );
  const roomId = newId();
  const room = { id: roomId, branchId: SALT_LAKE, name: 'Room 2', clash: 'reason' as const };
  await must(engine.ask('save-room', { ...room, active: true }));
  const templateId = newId();
  const piece = { day: 0, startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: ['vip'] };
  await must(
    engine.ask('save-template', {
      ...{ id: templateId, name: 'Mornings', branchId: null, version: 0 },
      ...{ lengthDays: 7, pieces: [piece] },
    }),
  );
  await must(
    engine.ask('save-rotation', {
      ...{ id: newId(), name: 'Every other week', branchId: null, version: 0 },
      ...{ anchorDay: '2026-03-02', weeks: [templateId, null] },
    }),
  );
  await must(
    engine.ask('join-queue', {
      ...{ entryId: newId(), ...atBranch, serviceId: CONSULTATION, patientId: PATIENT },
      ...{ priority: 'normal', newPatient: null, appointmentId: null },
    }),
  );
  await must(
    engine.ask('save-wish', {
      ...{ id: newId(), branchId: SALT_LAKE, patientId: PATIENT, serviceId: CONSULTATION },
      ...{ appointmentId: null, doctorIds: [DR_SEN], branchIds: [], weekdays: [1], parts: [] },
      ...{ fromDay: null, untilDay: null, urgent: true, note: 'Soon', newPatient: null },
    }),
  );
  const asks = { booked: 'yes', moved: 'yes', cancelled: 'no', displaced: 'off' } as const;
  await must(
    engine.ask('save-messaging', {
      ...{ branchId: SALT_LAKE, asks, reminderHours: 24 },
      ...{ quietFromMin: 1260, quietUntilMin: 480 },
    }),
  );
  await must(engine.ask('save-alerting', { rules: {}, addresses: [] }));
  const own = 'Dear {patient}, see you on {date} at {time}. {clinic}';
  await must(engine.ask('save-message-text', { kind: 'booked', language: 'en', text: own }));
  await must(engine.ask('set-travel-time', { between: null, minutes: 20 }));
  await must(engine.ask('set-daily-limit', { doctorId: DR_SEN, perDay: 5, shares: [] }));
  await must(
    engine.ask('ask-delegation', {
      ...{ delegationId: newId(), ...atBranch, toDoctorId: DR_DAS, backOf: null, tell: false },
      ...{ startMs: at('11:00', 1), endMs: at('11:30', 1), reason: 'Court' },
    }),
  );
  const given = { startMs: at('00:00', 1), endMs: at('24:00', 1), toReplica: null, note: 'Swap' };
  await must(engine.ask('hand-over-right', { handoverId: newId(), ...atBranch, ...given }));
  await putRest(engine, replica);
}

async function putRest(engine: TestEngine, replica: string): Promise<void> {
  const { newId } = engine;
  await engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    const line = { doctorId: DR_SEN, fromReplica: replica, toReplica: null, amount: 1 };
    const open = { dayMin: null, weekMin: 2400, fromDay: null, untilDay: null, places: [] };
    tx.put('agreement', { id: newId(), doctorId: DR_SEN, ...open }, null);
    tx.put('quota', { id: newId(), ...line, fromDay: '2026-03-03', untilDay: null }, null);
    const ends = [{ end: 'missed' as const, after: 0 }];
    const counts = { seen: 0, missed: 1, cancelled: 0, cancelledLate: 0 };
    const told = { branchId: SALT_LAKE, patientId: PATIENT, ends, ...counts };
    tx.put('attendance', { id: newId(), ...told }, null);
    const noBlocker = { blockerId: null, blockerBranchId: null };
    tx.put(
      'conflict',
      {
        ...{ id: newId(), kind: 'edit', branchId: SALT_LAKE, doctorId: DR_DAS, recordId: newId() },
        ...{ ...noBlocker, blockerStartMs: null, blockerEndMs: null, reason: 'edited' },
        ...{ offers: [], lost: { note: 'Fasting' }, state: 'open', openedAtMs: at('08:00') },
      },
      null,
    );
    tx.put(
      'alert',
      {
        ...{ id: newId(), kind: 'exported', branchId: SALT_LAKE, subjectId: newId(), amount: 6 },
        ...{ subjectName: 'Ruma Paul', byName: 'Ruma Paul', reason: null, day: null, count: 1 },
        ...{ firstMs: at('08:00'), lastMs: at('08:00'), settledThroughMs: 0, settledCount: 0 },
        ...{ settledAtMs: null, settledBy: null, snoozedUntilMs: null },
      },
      null,
    );
    const about = { appointmentId: newId(), wishId: null, patientId: newId(), key: newId() };
    tx.put(
      'notification',
      {
        ...{ id: newId(), branchId: SALT_LAKE, doctorId: DR_DAS, ...about, kind: 'booked' },
        ...{
          channel: 'sms',
          language: 'en',
          state: 'told',
          attempts: 0,
          reason: null,
          extra: null,
        },
        ...{ startMs: at('09:00'), endMs: at('09:15'), atMs: at('08:00'), settledMs: null },
      },
      null,
    );
  });
}

async function must(asked: Promise<IntentOutcome>): Promise<void> {
  const done = await asked;
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}
