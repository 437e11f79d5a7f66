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
