import { join } from 'node:path';
import type { Random } from '../../../../shared/core/random.ts';
import { ok, type Result } from '../../../../shared/core/result.ts';
import { type KeptRow, noteKept } from '../../../../shared/engine/import/kept-calendars.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import { loadZones } from '../../../../shared/engine/queries/load-zones.ts';
import type { Cause } from '../../../../shared/engine/store/handles.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import { checkCalendar } from '../check-calendar.ts';
import { type StoredFile, storeFile } from '../store-file.ts';
import type { FetchHands } from './fetch-calendar.ts';
import { fetchSource } from './fetch-source.ts';
import { untilNextMs, untilRetryMs } from './next-read.ts';
import { rollDays } from './roll-days.ts';
import { writeKept, writeUnchanged } from './write-kept.ts';

export interface KeepingHands {
  readonly engine: Engine;
  readonly organisationId: string;
  /** For what is fetched, while it is read. */
  readonly folder: string;
  readonly random: Random;
  readonly hands: FetchHands;
}

/**
 * Reads a kept calendar once more and writes what is new in it; what was there stays where it cannot
 * be read. What came of it is written down either way. `cancelled` leaves everything as it is.
 */
export async function readKept(
  on: KeepingHands,
  kept: KeptRow,
  cause: Cause,
  signal: AbortSignal,
): Promise<Result<null, ImportRefusal>> {
  const stored = storeFile(join(on.folder, `kept-${kept.id}`));
  try {
    const read = await readInto(on, kept, stored, cause, signal);
    if (read.ok || read.error.kind === 'cancelled') return read;
    await noteFailed(on, kept, cause, read.error);
    return read;
  } finally {
    stored.remove();
  }
}

/** What it could not be read for, and when that is tried again: ever later. */
export const noteFailed = (
  { engine, organisationId, random }: KeepingHands,
  kept: KeptRow,
  cause: Cause,
  why: ImportRefusal,
): Promise<void> =>
  engine.store.write(organisationId, cause, async (tx) => {
    const failures = kept.failures + 1;
    await noteKept(tx, kept.id, {
      ...{ failures, nextMs: tx.nowMs + untilRetryMs(failures, random) },
      outcome: { kind: 'failed', atMs: tx.nowMs, why },
      // Whoever removed it says that it does not come back.
      ...(why.kind === 'address-trouble' && why.why === 'gone' ? { paused: true } : {}),
    });
  });

async function readInto(
  on: KeepingHands,
  kept: KeptRow,
  stored: StoredFile,
  cause: Cause,
  signal: AbortSignal,
): Promise<Result<null, ImportRefusal>> {
  const { engine, organisationId, hands, random } = on;
  const nowMs = engine.clock.nowMs();
  const zoneOf = await engine.store.read((db) => loadZones(db, organisationId));
  const { today, rolled } = rollDays(kept.mapping, zoneOf(kept.mapping.branchId), nowMs);
  // As days go by, what repeats comes nearer: once a day it is read whole, whatever the server says.
  const isWhole = kept.wholeDay !== today;
  const known = isWhole ? null : kept;
  const fetched = await fetchSource(hands, kept, stored, { known, signal });
  if (!fetched.ok) return fetched;
  const nextMs = nowMs + untilNextMs(kept.everyMin, random);
  if (fetched.value.kind === 'unchanged') {
    return writeUnchanged(engine, organisationId, cause, { id: kept.id, nextMs });
  }
  const watch = { isWanted: () => !signal.aborted, onRows: () => undefined };
  const file = { importId: kept.id, name: kept.name, stored, keptId: kept.id };
  const checked = await checkCalendar(engine, organisationId, file, rolled, watch);
  if (!checked.ok) return checked;
  const { etag, lastModified } = fetched.value;
  const served = { etag, lastModified, wholeDay: today };
  const named = { id: kept.id, name: kept.name, served, nextMs };
  const written = await writeKept(engine, organisationId, { cause }, named, checked.value, watch);
  return written.ok ? ok(null) : written;
}
