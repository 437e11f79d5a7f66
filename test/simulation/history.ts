import { type DiskImage, takeImage } from '../support/disk-image.ts';
import { CONSULTATION, ORGANISATION, PARK_STREET, PATIENT, SALT_LAKE } from '../support/engine.ts';
import { type Backup, setBack, setCentralBack, takeBackup } from './backup.ts';
import { checkPromises } from './invariants.ts';
import { createSeeded, type Seeded } from './seeded.ts';
import { type Replica, restart, type Stage, type World } from './world.ts';

const STEPS = 30;
/** Histories in which a disk fails and is set back to a backup. */
const SET_BACK_SHARE = 0.3;
/** Of the others, those in which central's database is set back. */
const CENTRAL_SET_BACK_SHARE = 0.2;
const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 30 * MINUTE_MS;

/** What people were told: an appointment that the host acknowledged, and what it was. */
export interface Acknowledged {
  readonly appointmentId: string;
  readonly by: string;
}

/** One random day of three replicas over a bad network. Returns what was acknowledged. */
export async function live(world: World, stage: Stage, seed: number): Promise<Acknowledged[]> {
  const seeded = createSeeded(seed);
  const acknowledged: Acknowledged[] = [];
  const backedUpAt = seeded.chance(SET_BACK_SHARE) ? seeded.below(STEPS / 2) : STEPS;
  const setBackAt = backedUpAt + 1 + seeded.below(STEPS / 2);
  let backup: Backup | null = null;
  // Not both: what is on no disk any more nobody can bring back.
  const isCentral = backedUpAt === STEPS && seeded.chance(CENTRAL_SET_BACK_SHARE);
  const centralAt = isCentral ? seeded.below(STEPS / 2) : STEPS;
  const centralBackAt = centralAt + 1 + seeded.below(STEPS / 2);
  let centralBackup: DiskImage | null = null;
  for (let step = 0; step < STEPS; step += 1) {
    world.advance(1 + seeded.below(60_000));
    const replica = seeded.pick(world.replicas);
    if (seeded.chance(0.2)) replica.cut = !replica.cut;
    if (step === backedUpAt) backup = await takeBackup(replica, acknowledged.length);
    if (step === setBackAt && backup) {
      const how = { seed: seed * 1000 + step, isKnown: seeded.chance(0.5) };
      await setBack(world, backup, acknowledged, how);
    }
    if (step === centralAt) centralBackup = await takeImage(world.central.connector);
    if (step === centralBackAt && centralBackup) {
      await setCentralBack(world, centralBackup, seeded.chance(0.5));
    }
    if (seeded.chance(0.05)) restart(replica, seed * 1000 + step);
    if (seeded.chance(0.04))
      replica.clock.advance(seeded.below(4 * HALF_HOUR_MS) - 2 * HALF_HOUR_MS);
    if (seeded.chance(0.55)) await act(replica, stage, seeded, acknowledged);
    else await sync(world, replica, seeded, () => act(replica, stage, seeded, acknowledged));
    if (step % 5 === 4) await checkPromises(world, stage);
  }
  return acknowledged;
}

export async function act(
  replica: Replica,
  stage: Stage,
  seeded: Seeded,
  acknowledged: Acknowledged[],
): Promise<void> {
  const { engine } = replica;
  const startMs =
    stage.dayMs + (18 + seeded.below(12)) * HALF_HOUR_MS + seeded.below(3) * 10 * MINUTE_MS;
  const branchId = replica.branchId ?? seeded.pick([SALT_LAKE, PARK_STREET]);
  const time = { branchId, doctorId: stage.doctorId, startMs, endMs: startMs + HALF_HOUR_MS };
  if (seeded.chance(0.1)) return rebook(replica, seeded, acknowledged);
  if (seeded.chance(0.1)) return undo(replica, seeded);
  if (seeded.chance(0.12)) return passOn(replica, stage, seeded);
  if (seeded.chance(0.04)) return goAway(replica, stage, seeded, startMs);
  const known = acknowledged.length > 0 ? seeded.pick(acknowledged) : null;
  if (known === null || seeded.chance(0.6)) {
    const appointmentId = engine.newId();
    const outcome = await engine.ask('book', {
      ...time,
      ...{ appointmentId, serviceId: CONSULTATION, patientId: PATIENT, newPatient: null },
      ...{ holdId: null, note: '', emergency: false },
      overbookReason: null,
    });
    if (outcome.ok) acknowledged.push({ appointmentId, by: replica.name });
    return;
  }
  const { appointmentId } = known;
  if (seeded.chance(0.4)) await engine.ask('cancel', { appointmentId, reason: 'Called' });
  else if (seeded.chance(0.7)) await engine.ask('move', { ...time, appointmentId });
  else await requestSession(replica, stage, startMs);
}

/** Someone takes a conflict from the inbox and gives the patient one of the offered times. */
async function rebook(
  { engine, name }: Replica,
  seeded: Seeded,
  acknowledged: Acknowledged[],
): Promise<void> {
  const open = await engine.store.read((db) =>
    db.kysely
      .selectFrom('conflict')
      .selectAll()
      .where('state', '=', 'open')
      .orderBy('id')
      .execute(),
  );
  const offers = open.flatMap((conflict) =>
    conflict.offers.map((offer) => ({ conflictId: conflict.id, offer })),
  );
  if (offers.length === 0) return;
  const { conflictId, offer } = seeded.pick(offers);
  const { branchId, doctorId, startMs, endMs } = offer;
  const appointmentId = engine.newId();
  const outcome = await engine.ask('resolve-conflict', {
    conflictId,
    resolution: { kind: 'rebook', appointmentId, time: { branchId, doctorId, startMs, endMs } },
  });
  if (outcome.ok) acknowledged.push({ appointmentId, by: name });
}

/** The doctor goes away for a while, or is back. */
async function goAway(
  { engine }: Replica,
  { doctorId }: Stage,
  seeded: Seeded,
  startMs: number,
): Promise<void> {
  const timesOff = await engine.store.read((db) =>
    db.kysely
      .selectFrom('timeOff')
      .select('id')
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
  );
  if (timesOff.length > 0 && seeded.chance(0.6)) {
    await engine.ask('remove-time-off', { timeOffId: seeded.pick(timesOff).id });
    return;
  }
  const times = [{ id: engine.newId(), startMs, endMs: startMs + 2 * HALF_HOUR_MS }];
  const affected = seeded.chance(0.7) ? ('displace' as const) : ('cancel' as const);
  await engine.ask('add-time-off', { doctorId, kind: 'leave', reason: '', times, affected });
}

/** Someone takes back one of the last things that were done here. */
async function undo({ engine }: Replica, seeded: Seeded): Promise<void> {
  const last = await engine.store.read((db) =>
    db.kysely
      .selectFrom('appliedIntent')
      .select('id')
      .where('undoneBy', 'is', null)
      .orderBy('auditNo', 'desc')
      .limit(3)
      .execute(),
  );
  if (last.length > 0) await engine.ask('undo', { intentId: seeded.pick(last).id });
}

/**
 * Someone hands the right to a session on, asks for it, or answers who asked. Whatever is refused
 * is refused; whoever has the right in the end, nobody else may have used it meanwhile.
 */
async function passOn({ engine }: Replica, stage: Stage, seeded: Seeded): Promise<void> {
  const asked = await engine.store.read((db) =>
    db.kysely
      .selectFrom('handover')
      .selectAll()
      .where('state', '=', 'asked')
      .orderBy('id')
      .execute(),
  );
  if (asked.length > 0 && seeded.chance(0.5)) {
    const answer = seeded.pick(['give', 'give', 'decline', 'withdraw'] as const);
    await engine.ask('answer-handover', { handoverId: seeded.pick(asked).id, answer });
    return;
  }
  const peers = await engine.store.read((db) =>
    db.kysely.selectFrom('peer').selectAll().where('retired', '=', false).orderBy('id').execute(),
  );
  const toReplica = seeded.pick([null, ...peers.map((peer) => peer.replica)]);
  const book = await engine.loadBook();
  const sessions = await engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .selectAll()
      .where('doctorId', '=', stage.doctorId)
      .where('startMs', '>=', stage.dayMs)
      .where('startMs', '<', stage.dayMs + 48 * HALF_HOUR_MS)
      .orderBy('id')
      .execute(),
  );
  const own = sessions.filter((session) => session.homeReplica === book?.replica);
  const { branchId } = seeded.pick(own.length > 0 ? own : sessions);
  await engine.ask(own.length > 0 ? 'hand-over-right' : 'ask-for-right', {
    ...{ handoverId: engine.newId(), branchId },
    ...{ doctorId: stage.doctorId, startMs: stage.dayMs, endMs: stage.dayMs + 48 * HALF_HOUR_MS },
    ...{ toReplica, note: '' },
  });
}

/** Someone adds a session where another branch may have one: central has to refuse one of them. */
async function requestSession({ engine, branchId }: Replica, stage: Stage, startMs: number) {
  await engine.ask('create-session', {
    ...{ id: engine.newId(), branchId: branchId ?? SALT_LAKE, doctorId: stage.doctorId },
    ...{ startMs, endMs: startMs + 4 * HALF_HOUR_MS, slotMin: 30, capacity: 1, tags: [] },
    requestOverlap: true,
  });
}

/** One request over a network that loses, delays, doubles and reorders; people go on working. */
export async function sync(
  { central }: World,
  replica: Replica,
  seeded: Seeded,
  meanwhile: () => Promise<void>,
): Promise<void> {
  if (replica.cut) return;
  const book = await replica.engine.loadBook();
  if (!book) throw new Error('The replica has a book.');
  const device = { organisationId: ORGANISATION, replica: book.replica };
  const old = replica.late.shift();
  if (old && seeded.chance(0.5)) await central.exchange(device, old);
  const frame = await replica.engine.nextPush(ORGANISATION);
  if (seeded.chance(0.15)) return;
  if (seeded.chance(0.15)) replica.late.push(frame);
  const answer = await central.exchange(device, frame);
  if (!answer.ok && answer.error.kind === 'forked') {
    await replica.engine.reincarnate(ORGANISATION, { replaces: true });
  }
  replica.isSetBack = false;
  if (!answer.ok || seeded.chance(0.2)) return;
  if (seeded.chance(0.3)) await meanwhile();
  const taken = await replica.engine.takeAnswer(ORGANISATION, answer.value, replica.clock.nowMs());
  if (!taken.ok) throw new Error(taken.error);
}
