import { type DiskImage, putImage, takeImage } from '../support/disk-image.ts';
import { ORGANISATION } from '../support/engine.ts';
import type { Acknowledged } from './history.ts';
import { type Replica, restart, type World } from './world.ts';

/** A replica's disk as it was, and how much had been acknowledged by then. */
export interface Backup {
  readonly replica: Replica;
  readonly image: DiskImage;
  readonly acknowledged: number;
}

/**
 * Central's database is set back. Whoever did it says so to the program, or a replica that knows more
 * comes before anyone else does: each asks at least once a minute.
 */
export async function setCentralBack(
  { central, replicas }: World,
  image: DiskImage,
  isTold: boolean,
): Promise<void> {
  await putImage(central.connector, image);
  const former = (await central.loadBook())?.replica;
  if (isTold) return central.reincarnate(ORGANISATION, { replaces: true });
  for (const { engine } of replicas) {
    const book = await engine.loadBook();
    if (!book) throw new Error('The replica has a book.');
    const device = { organisationId: ORGANISATION, replica: book.replica };
    const answer = await central.exchange(device, await engine.nextPush(ORGANISATION));
    if (answer.ok) await engine.takeAnswer(ORGANISATION, answer.value, engine.clock.nowMs());
    if ((await central.loadBook())?.replica !== former) return;
  }
}

export async function takeBackup(replica: Replica, acknowledged: number): Promise<Backup> {
  return { replica, image: await takeImage(replica.engine.connector), acknowledged };
}

/**
 * The replica's disk fails and is set back, by the program, which then knows, or behind its back,
 * which it learns at its next exchange. What was written on it since and not handed over is
 * gone with it, and nobody can be asked for it; everything else still has to be there in the end.
 */
export async function setBack(
  { central }: World,
  { replica, image, acknowledged: before }: Backup,
  acknowledged: Acknowledged[],
  { seed, isKnown }: { readonly seed: number; readonly isKnown: boolean },
): Promise<void> {
  await putImage(replica.engine.connector, image);
  restart(replica, seed);
  replica.isSetBack = !isKnown;
  if (isKnown) await replica.engine.reincarnate(ORGANISATION, { replaces: true });
  const rows = await central.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  const handedOver = new Set(rows.map((row) => row.id));
  const left = acknowledged.filter(
    ({ appointmentId, by }, i) =>
      i < before || by !== replica.name || handedOver.has(appointmentId),
  );
  acknowledged.splice(0, acknowledged.length, ...left);
}
