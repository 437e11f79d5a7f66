import { confirmWhenHealed } from '../../shared/engine/exchange/heal-central.ts';
import { retireDevice } from '../../shared/engine/store/retire-device.ts';
import { type DiskImage, takeImage } from '../support/disk-image.ts';
import { DR_SEN, ORGANISATION, PARK_STREET, SALT_LAKE } from '../support/engine.ts';
import { putImageOfVersion } from '../support/newer-program.ts';
import type { Host } from './host.ts';
import { type Ledger, type Page, pageOf, strikeOut } from './ledger.ts';
import { ask, type Person } from './person.ts';
import type { ReplicaHost } from './replica-host.ts';
import { ENROLS } from './template.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A replica's disk as it was, and how much had been acknowledged by then. */
export interface Backup {
  readonly replica: ReplicaHost;
  readonly image: DiskImage;
  readonly page: Page;
}

export async function takeBackup(replica: ReplicaHost, ledger: Ledger): Promise<Backup> {
  return { replica, image: await takeImage(replica.connector), page: pageOf(ledger) };
}

/**
 * The replica's disk fails and is set back, by the program, which then knows, or behind its back,
 * which it learns at its next exchange. What was written on it since and not handed over is
 * gone with it, and nobody can be asked for it; everything else still has to be there in the end.
 */
export async function setBack(world: World, backup: Backup, ledger: Ledger): Promise<void> {
  const { replica, image, page } = backup;
  const isKnown = world.seeded.chance(0.5);
  await exchangeDisk(replica, image);
  replica.isSetBack = true;
  if (isKnown) {
    await replica.engine.reincarnate(ORGANISATION, { replaces: true });
    await replica.restart();
    replica.isSetBack = false;
  }
  await strikeOutLost(world, replica.computer, page, ledger);
}

/** What only this computer knew since then is on no disk any more. */
async function strikeOutLost(
  world: World,
  computer: string,
  page: Page,
  ledger: Ledger,
): Promise<void> {
  const rows = await world.central.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  const handedOver = new Set(rows.map(({ id }) => id));
  strikeOut(ledger, computer, page, (id) => handedOver.has(id));
}

async function exchangeDisk(host: Host, image: DiskImage): Promise<void> {
  host.stop();
  host.connector.mend();
  await putImageOfVersion(host.connector, image);
  await host.start();
}

/**
 * Central's database is set back. Whoever did it says so to the program, or a replica that knows
 * more notices at its next exchange: each asks at least once a minute, and here at once.
 */
export async function setCentralBack(world: World, image: DiskImage): Promise<void> {
  await exchangeDisk(world.central, image);
  if (world.seeded.chance(0.5)) {
    await world.central.engine.reincarnate(ORGANISATION, { replaces: true });
    return;
  }
  const former = (await world.central.engine.loadBook())?.replica;
  for (const { engine } of world.replicas) {
    const book = await engine.loadBook();
    if (!book) throw new Error('The replica has a book.');
    const device = { organisationId: ORGANISATION, replica: book.replica };
    await world.central.engine.exchange(device, await engine.nextPush(ORGANISATION));
    if ((await world.central.engine.loadBook())?.replica !== former) return;
  }
}

/** A computer's disk is copied, and both computers are used. */
export async function copyDisk(world: World, replica: ReplicaHost): Promise<void> {
  const copy = await world.addCopy(replica);
  await putImageOfVersion(copy.connector, await takeImage(replica.connector));
  await copy.start();
  copy.isCopied = true;
  replica.isCopied = true;
}

/** A computer is lost, and an administrator takes it out of service. */
export async function retire(world: World, replica: ReplicaHost, ledger: Ledger): Promise<void> {
  const name = (await replica.engine.loadBook())?.replica ?? '';
  world.remove(replica);
  await takeOutOfService(world, name);
  await strikeOutLost(
    world,
    replica.computer,
    { booked: 0, done: 0, typed: 0, lockers: 0 },
    ledger,
  );
}

const takeOutOfService = (world: World, name: string): Promise<void> =>
  world.central.engine.store.write(ORGANISATION, ENROLS, async (tx) => {
    if (await retireDevice(tx, name)) await confirmWhenHealed(tx);
  });

/** Names under which nobody writes any more: those of disks that were exchanged or copied. */
export async function retireFormerNames(world: World): Promise<void> {
  const used = new Set<string>();
  for (const { engine } of world.replicas) used.add((await engine.loadBook())?.replica ?? '');
  const devices = await world.central.engine.store.read((db) =>
    db.kysely
      .selectFrom('device')
      .select('replica')
      .where('revokedAtMs', 'is', null)
      .orderBy('replica')
      .execute(),
  );
  const known = devices.map(({ replica }) => replica);
  // Whoever goes on under a new name does so in the place of one that is still in service.
  if ([...used].some((name) => !known.includes(name))) return;
  for (const name of known) if (!used.has(name)) await takeOutOfService(world, name);
}

/** Dr. Sen starts at Park Street too, or leaves it. */
export async function changeScope(person: Person): Promise<void> {
  const branchIds = person.world.seeded.chance(0.5) ? [SALT_LAKE, PARK_STREET] : [SALT_LAKE];
  const doctor = { id: DR_SEN, name: 'Anita Sen', speciality: 'ENT', kind: 'full-time' } as const;
  await ask(person, 'save-doctor', { ...doctor, active: true, branchIds });
}

/** A replica is cut off for weeks, in which the others go on and forget what they may. */
export async function stayAway(world: World, replica: ReplicaHost): Promise<void> {
  world.network.cut(replica.computer, 'up', true);
  world.network.cut(replica.computer, 'down', true);
  world.time.sleepUntil(world.time.nowMs() + (5 + world.seeded.below(15)) * DAY_MS);
  await world.time.runUntil(world.time.nowMs() + 120_000);
  await forget(world);
}

/** What every program does once an hour. */
export async function forget(world: World): Promise<void> {
  for (const { engine } of [world.central, ...world.replicas]) await engine.purge(ORGANISATION);
}

/** A clock is set wrong, by up to an hour, or does not keep time. */
export function disturbClock({ seeded }: World, { clock }: Host): void {
  if (seeded.chance(0.5)) clock.advance(seeded.below(2 * HOUR_MS) - HOUR_MS);
  else clock.drift(seeded.next() * 0.2 - 0.1);
}
