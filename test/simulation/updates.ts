import { sql } from 'kysely';
import { expect } from 'vitest';
import { ORGANISATION, PATIENT, SALT_LAKE, type TestEngine } from '../support/engine.ts';
import { loadNewerProgram } from '../support/newer-program.ts';
import { typeSomething } from './acts.ts';
import { Crashed } from './faulty-connector.ts';
import type { Host } from './host.ts';
import type { Ledger } from './ledger.ts';
import type { Person } from './person.ts';
import { createSeeded } from './seeded.ts';
import type { Program, World } from './world.ts';

/** The next version of the program, in the two ways in which it may meet the one before. */
export interface Newer {
  /** Speaks with the one before as well. */
  readonly friendly: Program;
  /** Takes what the one before hands over, and tells it nothing. */
  readonly strict: Program;
}

export async function loadNewer(): Promise<Newer> {
  const { openTestEngine: open } = await loadNewerProgram();
  const serving = (servedFrom: number): Program => ({
    openTestEngine: (options) =>
      open({ ...options, protocol: { version: servedFrom + 1, servedFrom, floor: 1 } }),
  });
  return { friendly: serving(1), strict: serving(2) };
}

/** Which computer is updated when; some are from the beginning, and some not while it lasts. */
export interface Updates {
  readonly program: Program;
  readonly hostsByStep: ReadonlyMap<number, readonly Host[]>;
  /** Whether those that are left are updated before all come together. */
  readonly all: boolean;
}

export function planUpdates(
  world: World,
  newer: Newer,
  { seed, steps }: { readonly seed: number; readonly steps: number },
): Updates {
  const seeded = createSeeded(seed);
  const isStrict = seeded.chance(0.25);
  const hosts: readonly Host[] = [world.central, ...world.replicas];
  const planned = hosts.map((host) => {
    const step = seeded.chance(0.3) ? 0 : seeded.below(steps * 1.6);
    return [step, host] as const;
  });
  const byStep = Map.groupBy(planned, ([step]) => step);
  return {
    program: isStrict ? newer.strict : newer.friendly,
    hostsByStep: new Map([...byStep].map(([step, all]) => [step, all.map(([, host]) => host)])),
    all: isStrict || seeded.chance(0.5),
  };
}

/** Whoever is due, or everyone who is left, goes on with the next version. */
export async function update(world: World, updates: Updates, step: number | 'end'): Promise<void> {
  const hosts: readonly Host[] = [world.central, ...world.replicas];
  const due = step === 'end' ? hosts : (updates.hostsByStep.get(step) ?? []);
  for (const host of hosts) {
    if (!due.includes(host) || world.isUpdated(host)) continue;
    world.install(host, updates.program);
    host.stop();
    // With a program its session ends, and what that keeps for a table as it was.
    await host.connector.withSession((session) => session.script('discard temp'));
    await host.start();
  }
}

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};

/**
 * Someone changes what is known of the patient, or adds a locker: where the next version is, often
 * what only that knows.
 */
export async function actAmongVersions(person: Person): Promise<void> {
  const { world, at } = person;
  if (!world.isUpdated(at) || world.seeded.chance(0.3)) return typeSomething(person);
  try {
    // What is everyone's is not a laptop's to write.
    if (at.branchId === null || world.seeded.chance(0.6)) await typeAllergies(person);
    else await addLocker(person);
  } catch (error) {
    if (!(error instanceof Crashed)) throw error;
  }
}

async function typeAllergies({ world, at, ledger }: Person): Promise<void> {
  const value = `Allergy ${world.seeded.below(999_999_999)}`;
  const over = await at.engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    const { rows } = await sql<{ allergies: string }>`
      select * from patient where id = ${PATIENT}`.execute(tx.kysely);
    const stored = rows[0];
    if (!stored) return null;
    tx.put('patient', { ...stored, allergies: value } as never, stored as never);
    return stored.allergies;
  });
  if (over === null) return;
  const typed = { id: '', computer: at.computer, field: 'allergies' as const, value, over };
  ledger.typed = [...ledger.typed, typed];
}

async function addLocker({ at, ledger }: Person): Promise<void> {
  const id = at.engine.newId();
  await at.engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    tx.put('locker' as never, { id, branchId: SALT_LAKE, name: id } as never, null);
  });
  ledger.lockers = [...ledger.lockers, { id, computer: at.computer }];
}

/**
 * A locker that somebody added is at central and everywhere, as long as these know of lockers; while
 * central does not it waits where it was added.
 */
export async function checkLockers(world: World, { lockers }: Ledger): Promise<void> {
  const knows = world.isUpdated(world.central);
  const atCentral = knows ? await lockersOf(world.central.engine) : [];
  const known = new Set(atCentral.map(({ id }) => id));
  if (knows) expect(lockers.filter(({ id }) => !known.has(id))).toEqual([]);
  for (const replica of world.replicas) {
    if (!world.isUpdated(replica)) continue;
    const here = await lockersOf(replica.engine);
    if (knows) expect(here).toEqual(atCentral);
    const own = lockers.filter(({ computer }) => computer === replica.computer);
    expect(own.filter(({ id }) => !here.some((one) => one.id === id))).toEqual([]);
  }
}

async function lockersOf(engine: TestEngine) {
  const { rows } = await engine.store.read((db) =>
    sql<{ id: string; name: string; dot: string }>`
      select id, name, dot_replica || dot_counter as dot from locker order by id`.execute(
      db.kysely,
    ),
  );
  return rows;
}
