import { expect } from 'vitest';
import { RELEASED_STATUSES } from '../../shared/model/appointment.ts';
import { isFirm } from '../../shared/model/claim.ts';
import type { TestEngine } from '../support/engine.ts';

const DAY_MS = 86_400_000;

import type { Acknowledged } from './history.ts';
import type { Stage, World } from './world.ts';

const claimsOf = (engine: TestEngine, { doctorId, dayMs }: Stage) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select([
        'id',
        'startMs',
        'endMs',
        'rank',
        'priority',
        'verdict',
        'blockerId',
        'withRight',
        'endorsed',
        'overbooked',
      ])
      .where('doctorId', '=', doctorId)
      .where('startMs', '>=', dayMs)
      .where('startMs', '<', dayMs + DAY_MS)
      .orderBy('id')
      .execute(),
  );

const absencesOf = (engine: TestEngine, { doctorId, dayMs }: Stage) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('timeOff')
      .select(['id', 'startMs', 'endMs'])
      .where('doctorId', '=', doctorId)
      .where('startMs', '>=', dayMs)
      .where('startMs', '<', dayMs + DAY_MS)
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
  );

const appointmentsOf = (engine: TestEngine, { doctorId, dayMs }: Stage) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'branchId', 'startMs', 'endMs', 'status', 'supersededBy'])
      .select(['dotReplica', 'dotCounter'])
      .where('doctorId', '=', doctorId)
      .where('startMs', '>=', dayMs)
      .where('startMs', '<', dayMs + DAY_MS)
      .orderBy('id')
      .execute(),
  );

/**
 * The promise that holds at every moment, whatever is still on its way: what one replica shows as
 * firm never overlaps what another shows as firm. Appointments that someone has moved or cancelled,
 * but not all have heard of it, are left out: there a person has decided, not the merge. A branch
 * that has no appointment to show may still have its former time, as a claim.
 */
export async function checkPromises({ central, replicas }: World, stage: Stage): Promise<void> {
  const copies = new Map<string, Set<string>>();
  const note = (id: string, copy: string): void => {
    copies.set(id, (copies.get(id) ?? new Set()).add(copy));
  };
  for (const engine of [central, ...replicas.map((replica) => replica.engine)]) {
    for (const { id, startMs, status } of await appointmentsOf(engine, stage)) {
      note(id, RELEASED_STATUSES.includes(status) ? 'released' : String(startMs));
    }
    for (const { id, startMs } of await claimsOf(engine, stage)) note(id, String(startMs));
  }
  const firm: { id: string; startMs: number; endMs: number; at: string }[] = [];
  for (const { name, engine, isSetBack } of replicas) {
    // Who does not know that its disk is an old one promises what it does not have.
    if (isSetBack) continue;
    for (const claim of await claimsOf(engine, stage)) {
      if (isFirm(claim) && copies.get(claim.id)?.size === 1) firm.push({ ...claim, at: name });
    }
  }
  const broken = firm.flatMap((a) =>
    firm
      .filter((b) => a.id < b.id && a.startMs < b.endMs && b.startMs < a.endMs)
      .map((b) => `${a.at} promised ${a.id} and ${b.at} promised ${b.id}`),
  );
  expect(broken).toEqual([]);
}

/**
 * After everyone has heard everyone: one book, nothing lost, the time of every visit claimed, and
 * verdicts that explain themselves.
 */
export async function checkQuiet(
  world: World,
  stage: Stage,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const { central, replicas } = world;
  const claims = await claimsOf(central, stage);
  const appointments = await appointmentsOf(central, stage);
  for (const { engine, branchId } of replicas) {
    expect(await claimsOf(engine, stage)).toEqual(claims);
    const visible = appointments.filter((a) => branchId === null || a.branchId === branchId);
    expect(await appointmentsOf(engine, stage)).toEqual(visible);
    const dirty = await engine.store.read((db) =>
      db.kysely.selectFrom('dirty').select('id').execute(),
    );
    expect(dirty).toEqual([]);
  }

  // A rebooked patient may come on another day.
  const everyDay = await central.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  const known = new Set(everyDay.map((appointment) => appointment.id));
  expect(acknowledged.filter(({ appointmentId }) => !known.has(appointmentId))).toEqual([]);

  const takesTime = appointments.filter(
    ({ status, supersededBy }) => !RELEASED_STATUSES.includes(status) && supersededBy === null,
  );
  const timeOf = ({ id, startMs, endMs }: { id: string; startMs: number; endMs: number }) =>
    `${id} ${startMs} ${endMs}`;
  expect(claims.map(timeOf)).toEqual(takesTime.map(timeOf));

  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const absences = await absencesOf(central, stage);
  for (const { engine } of replicas) expect(await absencesOf(engine, stage)).toEqual(absences);
  for (const claim of claims) {
    const rivals = claims.filter(
      (other) =>
        other.id !== claim.id &&
        other.verdict === 'active' &&
        other.startMs < claim.endMs &&
        claim.startMs < other.endMs,
    );
    const away = absences.filter(
      (absence) => absence.startMs < claim.endMs && claim.startMs < absence.endMs,
    );
    if (claim.verdict === 'active') expect(rivals).toEqual([]);
    if (claim.verdict === 'active' && claim.rank > 0) expect(away).toEqual([]);
    if (claim.verdict === 'active') continue;
    const isAway = away.some(({ id }) => id === claim.blockerId);
    if (!isAway) expect(byId.get(claim.blockerId ?? '')).toMatchObject({ verdict: 'active' });
  }
}
