import { CONSULTATION, DR_DAS, PARK_STREET, PATIENT, SALT_LAKE } from '../support/engine.ts';
import { ask, DAY, HALF_HOUR_MS, type Person, someTime } from './person.ts';
import { actOnSchedule } from './schedule-acts.ts';
import { DAY_MS } from './template.ts';
import { actOnVisits } from './visit-acts.ts';

/** Does something that people do. */
export async function act(person: Person): Promise<void> {
  const { seeded } = person.world;
  const dice = seeded.next();
  if (dice < 0.08) return rebook(person);
  if (dice < 0.16) return undo(person);
  if (dice < 0.26) return passOn(person);
  if (dice < 0.29) return goAway(person);
  if (dice < 0.37) return typeSomething(person);
  if (dice < 0.46) return actOnSchedule(person);
  if (dice < 0.56) return actOnVisits(person);
  if (dice < 0.82 || person.ledger.booked.length === 0) return book(person);
  const { id: appointmentId } = seeded.pick(person.ledger.booked);
  const notify = seeded.chance(0.5);
  if (dice < 0.9) await ask(person, 'cancel', { appointmentId, reason: 'Called', notify });
  else await ask(person, 'move', { ...someTime(person), appointmentId, notify });
}

/** `overQuotaReason`: said by someone who books beyond a quota, if need be. */
async function book(person: Person, time = someTime(person)): Promise<void> {
  const { at, ledger, world } = person;
  const appointmentId = at.engine.newId();
  const outcome = await ask(person, 'book', {
    ...time,
    ...{ appointmentId, serviceId: CONSULTATION, patientId: PATIENT, newPatient: null },
    ...{ holdId: null, note: '', emergency: false, overbookReason: null },
    notify: world.seeded.chance(0.5),
    ...(world.seeded.chance(0.3) ? { overQuotaReason: 'In pain' } : {}),
  });
  if (outcome.ok) {
    ledger.booked = [...ledger.booked, { id: appointmentId, computer: at.computer }];
  }
}

/** Someone takes a conflict from the inbox and gives the patient one of the offered times. */
async function rebook(person: Person): Promise<void> {
  const { at, ledger, world } = person;
  const open = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('conflict')
      .selectAll()
      .where('state', '=', 'open')
      .orderBy('id')
      .execute(),
  );
  const offers = open.flatMap(({ id, offers: times }) =>
    times.map((time) => ({ conflictId: id, time })),
  );
  if (offers.length === 0) return;
  const { conflictId, time } = world.seeded.pick(offers);
  const { branchId, doctorId, startMs, endMs } = time;
  const appointmentId = at.engine.newId();
  const outcome = await ask(person, 'resolve-conflict', {
    conflictId,
    resolution: { kind: 'rebook', appointmentId, time: { branchId, doctorId, startMs, endMs } },
  });
  if (outcome.ok) {
    ledger.booked = [...ledger.booked, { id: appointmentId, computer: at.computer }];
  }
}

/** The doctor goes away for a while, or is back. */
async function goAway(person: Person): Promise<void> {
  const { at, world } = person;
  const timesOff = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('timeOff')
      .select('id')
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
  );
  if (timesOff.length > 0 && world.seeded.chance(0.6)) {
    await ask(person, 'remove-time-off', { timeOffId: world.seeded.pick(timesOff).id });
    return;
  }
  const { doctorId, startMs } = someTime(person);
  const times = [{ id: at.engine.newId(), startMs, endMs: startMs + 2 * HALF_HOUR_MS }];
  const affected = world.seeded.chance(0.7) ? ('displace' as const) : ('cancel' as const);
  await ask(person, 'add-time-off', { doctorId, kind: 'leave', reason: '', times, affected });
}

/** Someone takes back one of the last things that were done here. */
async function undo(person: Person): Promise<void> {
  const { at, ledger, world } = person;
  const typed = ledger.typed.map(({ id }) => id);
  const last = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('appliedIntent')
      .select('id')
      .where('undoneBy', 'is', null)
      .orderBy('auditNo', 'desc')
      .orderBy('id')
      .limit(3)
      .execute(),
  );
  const choice = last.filter(({ id }) => !typed.includes(id));
  if (choice.length > 0) await ask(person, 'undo', { intentId: world.seeded.pick(choice).id });
}

/** Someone changes one thing that is known of the patient, having read what stood there. */
export async function typeSomething(person: Person): Promise<void> {
  const { at, ledger, world } = person;
  const patient = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select(['id', 'branchId', 'name', 'birthDate', 'sex', 'phone', 'number', 'note'])
      .select(['email', 'language', 'allowsSms', 'allowsEmail', 'optedOut', 'prefers'])
      .where('id', '=', PATIENT)
      .executeTakeFirst(),
  );
  if (!patient) return;
  const field = world.seeded.pick(['note', 'phone'] as const);
  const value = String(9_000_000_000 + world.seeded.below(999_999_999));
  const outcome = await ask(person, 'save-patient', { ...patient, [field]: value });
  const { id = '' } = ledger.done.at(-1) ?? {};
  if (!outcome.ok) return;
  const typed = { id, computer: at.computer, field, value, over: patient[field] ?? '' };
  ledger.typed = [...ledger.typed, typed];
}

/**
 * Someone hands the right to a session on, asks for it, or answers who asked. Whatever is refused
 * is refused; whoever has the right in the end, nobody else may have used it meanwhile.
 */
async function passOn(person: Person): Promise<void> {
  const { at, world } = person;
  const { seeded } = world;
  const {
    asked,
    peers,
    sessions,
    book: own,
  } = await at.engine.store.read(async (db) => ({
    asked: await db.kysely
      .selectFrom('handover')
      .select('id')
      .where('state', '=', 'asked')
      .orderBy('id')
      .execute(),
    peers: await db.kysely
      .selectFrom('peer')
      .select('replica')
      .where('retired', '=', false)
      .orderBy('id')
      .execute(),
    sessions: await db.kysely
      .selectFrom('session')
      .select(['branchId', 'homeReplica', 'doctorId'])
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
    book: await db.kysely.selectFrom('book').select('replica').executeTakeFirst(),
  }));
  if (asked.length > 0 && seeded.chance(0.5)) {
    const answer = seeded.pick(['give', 'give', 'decline', 'withdraw'] as const);
    await ask(person, 'answer-handover', { handoverId: seeded.pick(asked).id, answer });
    return;
  }
  const toReplica = seeded.pick([null, ...peers.map(({ replica }) => replica)]);
  const mine = sessions.filter(({ homeReplica }) => homeReplica === own?.replica);
  if (sessions.length === 0) return;
  const { branchId, doctorId } = seeded.pick(mine.length > 0 ? mine : sessions);
  await ask(person, mine.length > 0 ? 'hand-over-right' : 'ask-for-right', {
    ...{ handoverId: at.engine.newId(), branchId, doctorId },
    ...{ startMs: DAY_MS, endMs: DAY_MS + 48 * HALF_HOUR_MS, toReplica, note: '' },
  });
}

/** Within the session of the branch, where nothing but the quota is in the way. */
export function bookWithin(person: Person): Promise<void> {
  const { at, world } = person;
  const isPark = at.branchId === PARK_STREET;
  const half = isPark ? 26 + world.seeded.below(4) : 18 + world.seeded.below(6);
  const startMs = DAY_MS + half * HALF_HOUR_MS;
  const branchId = at.branchId ?? SALT_LAKE;
  return book(person, { branchId, doctorId: DR_DAS, startMs, endMs: startMs + HALF_HOUR_MS });
}

/** What is left of a quota of the day goes to another replica, or back to central. */
export async function handOverQuota(person: Person): Promise<void> {
  const { at, world } = person;
  const to = world.seeded.chance(0.2) ? null : world.seeded.pick(world.replicas);
  const toReplica = to ? ((await to.engine.loadBook())?.replica ?? null) : null;
  await ask(person, 'hand-over-quota', {
    ...{ quotaId: at.engine.newId(), doctorId: DR_DAS, toReplica },
    amount: 1 + world.seeded.below(2),
    day: DAY,
  });
}
