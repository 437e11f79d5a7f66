import type { QueueAct } from '../../shared/model/queue-entry.ts';
import { aPatient, CONSULTATION, DR_DAS, PATIENT, SALT_LAKE } from '../support/engine.ts';
import { ask, HALF_HOUR_MS, type Person } from './person.ts';

/** Does something about those who come, wait or are told. */
export function actOnVisits(person: Person): Promise<void> {
  const acts = [noteStep, noteStep, joinQueue, joinQueue, actOnQueue, actOnQueue, actOnQueue];
  return person.world.seeded.pick([...acts, ...[saveMessaging, settleMessage]])(person);
}

/** Someone notes how far a visit has come, having read where it was or not. */
async function noteStep(person: Person): Promise<void> {
  const { at, world } = person;
  const visits = await at.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select(['id', 'status']).orderBy('id').execute(),
  );
  if (visits.length === 0) return;
  const { id: appointmentId, status: seen } = world.seeded.pick(visits);
  const steps = ['arrived', 'arrived', 'checked-in', 'in-consult', 'completed', 'no-show'] as const;
  const status = world.seeded.pick(steps);
  await ask(person, 'set-status', {
    ...{ appointmentId, status },
    ...(world.seeded.chance(0.5) ? { seen } : {}),
  });
}

/** Someone walks in; some were never there before. */
async function joinQueue(person: Person): Promise<void> {
  const { at, world } = person;
  const id = at.engine.newId();
  const branchId = at.branchId ?? SALT_LAKE;
  const isNew = world.seeded.chance(0.5);
  await ask(person, 'join-queue', {
    ...{ entryId: at.engine.newId(), branchId, doctorId: world.seeded.pick([DR_DAS, null]) },
    ...{ serviceId: CONSULTATION, patientId: isNew ? id : PATIENT, appointmentId: null },
    newPatient: isNew ? { ...aPatient(id, 'Anil Roy'), branchId } : null,
    priority: world.seeded.pick(['normal', 'emergency'] as const),
  });
}

/** Someone calls, holds, moves or takes in one of those who wait, or sees them leave. */
async function actOnQueue(person: Person): Promise<void> {
  const { at, world } = person;
  const entries = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('queueEntry')
      .select(['id', 'dotReplica', 'dotCounter'])
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
  );
  if (entries.length === 0) return;
  const { id: entryId, dotReplica, dotCounter } = world.seeded.pick(entries);
  const startMs = Math.floor(at.clock.nowMs() / HALF_HOUR_MS) * HALF_HOUR_MS;
  const act = world.seeded.pick<QueueAct>([
    { kind: 'call', doctorId: DR_DAS, room: '2' },
    { kind: 'hold', reason: 'At the laboratory' },
    { kind: 'return' },
    { kind: 'leave', reason: 'Went home' },
    { kind: 'set-priority', priority: 'emergency', reason: 'In pain' },
    { kind: 'place', beforeId: null, reason: 'Came late' },
    {
      ...{ kind: 'start', doctorId: DR_DAS, overbookReason: 'Walked in' },
      ...{ startMs, endMs: startMs + HALF_HOUR_MS },
    },
    { kind: 'finish' },
  ]);
  await ask(person, 'act-on-queue', { entryId, seen: `${dotReplica}:${dotCounter}`, act });
}

/** What the patients of a branch are told is set. */
async function saveMessaging(person: Person): Promise<void> {
  const { at, world } = person;
  const way = world.seeded.pick(['off', 'no', 'yes'] as const);
  await ask(person, 'save-messaging', {
    ...{ branchId: at.branchId ?? SALT_LAKE, quietFromMin: null, quietUntilMin: null },
    ...{ asks: { booked: way, moved: 'yes', cancelled: 'yes', displaced: 'no' } },
    reminderHours: world.seeded.pick([null, 24]),
  });
}

/** Someone rings up a patient whom no message reaches, or has a message sent again. */
async function settleMessage(person: Person): Promise<void> {
  const { at, world } = person;
  const messages = await at.engine.store.read((db) =>
    db.kysely.selectFrom('notification').select('id').orderBy('id').execute(),
  );
  if (messages.length === 0) return;
  const { id: notificationId } = world.seeded.pick(messages);
  await ask(person, world.seeded.pick(['mark-told', 'send-again'] as const), { notificationId });
}
