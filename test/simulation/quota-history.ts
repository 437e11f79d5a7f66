import { expect } from 'vitest';
import { RELEASED_STATUSES } from '../../shared/model/appointment.ts';
import { isFirm } from '../../shared/model/claim.ts';
import {
  CONSULTATION,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../support/engine.ts';
import { type Backup, setBack, takeBackup } from './backup.ts';
import { type Acknowledged, act, sync } from './history.ts';
import { createSeeded, type Seeded } from './seeded.ts';
import { type Replica, restart, type Stage, type World } from './world.ts';

const STEPS = 36;
const SET_BACK_SHARE = 0.3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A random day of a doctor with a daily limit, over a bad network. */
export async function liveOnQuotas(
  world: World,
  stage: Stage,
  { seed, limit }: { readonly seed: number; readonly limit: number },
): Promise<void> {
  const seeded = createSeeded(seed);
  const acknowledged: Acknowledged[] = [];
  const setBackAt = seeded.chance(SET_BACK_SHARE) ? 4 + seeded.below(STEPS) : STEPS;
  let backup: Backup | null = null;
  for (let step = 0; step < STEPS; step += 1) {
    world.advance(1 + seeded.below(60_000));
    const replica = seeded.pick(world.replicas);
    if (seeded.chance(0.2)) replica.cut = !replica.cut;
    if (step === 3) backup = await takeBackup(replica, acknowledged.length);
    if (step === setBackAt && backup) {
      const how = { seed: seed * 1000 + step, isKnown: seeded.chance(0.5) };
      await setBack(world, backup, acknowledged, how);
    }
    if (seeded.chance(0.05)) restart(replica, seed * 1000 + step);
    if (seeded.chance(0.35)) await book(replica, stage, seeded, acknowledged);
    else if (seeded.chance(0.3)) await handOver(world, replica, stage, seeded);
    else if (seeded.chance(0.31)) await act(replica, stage, seeded, acknowledged);
    else {
      const meanwhile = () => book(replica, stage, seeded, acknowledged);
      await sync(world, replica, seeded, meanwhile);
    }
    if (step % 4 === 3) await checkLimit(world, stage, limit);
  }
}

/** Where the replica has the right to the time, so that nothing but the quota is in the way. */
async function book(
  { engine, branchId, name }: Replica,
  stage: Stage,
  seeded: Seeded,
  acknowledged: Acknowledged[],
): Promise<void> {
  const isPark = branchId === PARK_STREET;
  const hour = isPark ? 13 + seeded.below(4) / 2 : 9 + seeded.below(6) / 2;
  const startMs = stage.dayMs + hour * HOUR_MS;
  const appointmentId = engine.newId();
  const outcome = await engine.ask('book', {
    ...{ appointmentId, branchId: branchId ?? SALT_LAKE, doctorId: stage.doctorId, startMs },
    ...{ endMs: startMs + HOUR_MS / 2, serviceId: CONSULTATION, patientId: PATIENT },
    ...{ newPatient: null, holdId: null, note: '', overbookReason: null, emergency: false },
    ...(seeded.chance(0.5) ? { overQuotaReason: 'In pain' } : {}),
  });
  if (outcome.ok) acknowledged.push({ appointmentId, by: name });
}

async function handOver(
  { replicas }: World,
  { engine }: Replica,
  stage: Stage,
  seeded: Seeded,
): Promise<void> {
  const to = seeded.chance(0.2) ? null : await seeded.pick(replicas).engine.loadBook();
  await engine.ask('hand-over-quota', {
    ...{ quotaId: engine.newId(), doctorId: stage.doctorId, toReplica: to?.replica ?? null },
    ...{ amount: 1 + seeded.below(2), day: dayOf(stage) },
  });
}

/** The days of all stages are in one zone, where midnight is the day's beginning. */
const dayOf = ({ dayMs }: Stage): string =>
  new Date(dayMs + 12 * HOUR_MS).toISOString().slice(0, 10);

const claimsOf = (engine: TestEngine, { doctorId, dayMs }: Stage) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .leftJoin('appointment', 'appointment.id', 'claim.id')
      .select(['claim.id', 'claim.startMs', 'claim.verdict', 'claim.withRight', 'claim.endorsed'])
      .where('claim.doctorId', '=', doctorId)
      .where('claim.startMs', '>=', dayMs)
      .where('claim.startMs', '<', dayMs + DAY_MS)
      .execute(),
  );

const appointmentsOf = (engine: TestEngine, { doctorId }: Stage) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'startMs', 'status', 'supersededBy'])
      .where('doctorId', '=', doctorId)
      .execute(),
  );

/**
 * What anyone shows as firm on the day, all taken together, is never more than the limit; what a
 * person has moved, cancelled or replaced, but not all have heard of it, is left out.
 */
export async function checkLimit(
  { central, replicas }: World,
  stage: Stage,
  limit: number,
): Promise<void> {
  const firm = new Set<string>();
  const copies = new Map<string, Set<string>>();
  const note = (id: string, copy: string) =>
    copies.set(id, (copies.get(id) ?? new Set()).add(copy));
  for (const [engine, isSetBack] of [
    [central, false] as const,
    ...replicas.map((one) => [one.engine, one.isSetBack] as const),
  ]) {
    for (const { id, startMs, status, supersededBy } of await appointmentsOf(engine, stage)) {
      const isOver = RELEASED_STATUSES.includes(status) || supersededBy !== null;
      note(id, isOver ? 'released' : String(startMs));
    }
    // Who does not know that its disk is an old one promises what it does not have.
    for (const claim of await claimsOf(engine, stage)) {
      note(claim.id, String(claim.startMs));
      if (!isSetBack && isFirm(claim)) firm.add(claim.id);
    }
  }
  const standing = [...firm].filter((id) => copies.get(id)?.size === 1);
  expect(standing.length).toBeLessThanOrEqual(limit);
}
