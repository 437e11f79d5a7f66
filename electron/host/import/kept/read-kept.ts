import { join } from 'node:path';
import type { Random } from '../../../../shared/core/random.ts';
import { err, ok, type Result } from '../../../../shared/core/result.ts';
import { type KeptRow, noteKept } from '../../../../shared/engine/import/kept-calendars.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import { loadRecord } from '../../../../shared/engine/queries/load-record.ts';
import type { Cause } from '../../../../shared/engine/store/handles.ts';
import { addDays, dayAt, daysFrom } from '../../../../shared/time/day.ts';
import { knownTimeZone } from '../../../../shared/time/time-zone.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../../shared/wire/desk/import-calendar.ts';
import { checkCalendar } from '../check-calendar.ts';
import { type StoredFile, storeFile } from '../store-file.ts';
import type { FetchHands } from './fetch-calendar.ts';
import { fetchSource } from './fetch-source.ts';
import { untilNextMs, untilRetryMs } from './next-read.ts';
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
  const { engine, organisationId, random } = on;
  const stored = storeFile(join(on.folder, `kept-${kept.id}`));
  try {
    const read = await readInto(on, kept, stored, cause, signal);
    if (read.ok || read.error.kind === 'cancelled') return read;
    const why = read.error;
    await engine.store.write(organisationId, cause, async (tx) => {
      const failures = kept.failures + 1;
      await noteKept(tx, kept.id, {
        ...{ failures, nextMs: tx.nowMs + untilRetryMs(failures, random) },
        outcome: { kind: 'failed', atMs: tx.nowMs, why },
        // Whoever removed it says that it does not come back.
        ...(why.kind === 'address-trouble' && why.why === 'gone' ? { paused: true } : {}),
      });
    });
    return read;
  } finally {
    stored.remove();
  }
}

async function readInto(
  on: KeepingHands,
  kept: KeptRow,
  stored: StoredFile,
  cause: Cause,
  signal: AbortSignal,
): Promise<Result<null, ImportRefusal>> {
  const { engine, organisationId, hands, random } = on;
  const nowMs = engine.clock.nowMs();
  const mapping = await mappingFor(on, kept, nowMs);
  if (mapping === null) return err({ kind: 'columns-missing', fields: ['branch'] });
  // As days go by, what repeats comes nearer: once a day it is read whole, whatever the server says.
  const isWhole = kept.wholeDay !== mapping.today;
  const known = isWhole ? null : kept;
  const fetched = await fetchSource(hands, kept, stored, { known, signal });
  if (!fetched.ok) return fetched;
  const nextMs = nowMs + untilNextMs(kept.everyMin, random);
  if (fetched.value.kind === 'unchanged') {
    return writeUnchanged(engine, organisationId, cause, { id: kept.id, nextMs });
  }
  const watch = { isWanted: () => !signal.aborted, onRows: () => undefined };
  const file = { importId: kept.id, name: kept.name, stored, keptId: kept.id };
  const checked = await checkCalendar(engine, organisationId, file, mapping.rolled, watch);
  if (!checked.ok) return checked;
  const { etag, lastModified } = fetched.value;
  const served = { etag, lastModified, wholeDay: mapping.today };
  const named = { id: kept.id, name: kept.name, served, nextMs };
  const written = await writeKept(engine, organisationId, { cause }, named, checked.value, watch);
  return written.ok ? ok(null) : written;
}

/** As many days from today on as were chosen; null if the branch is not there. */
async function mappingFor(
  { engine, organisationId }: KeepingHands,
  { mapping }: KeptRow,
  nowMs: number,
): Promise<{ readonly today: string; readonly rolled: CalendarMapping } | null> {
  const branch = await engine.store.read((db) =>
    loadRecord(db, organisationId, 'branch', mapping.branchId),
  );
  if (!branch) return null;
  const today = dayAt(knownTimeZone(branch.timeZone), nowMs);
  const firstDay = daysFrom(today, mapping.firstDay) > 0 ? mapping.firstDay : today;
  const ahead = Math.max(
    daysFrom(mapping.firstDay, mapping.lastDay),
    daysFrom(today, mapping.lastDay),
  );
  const lastDay = addDays(today, ahead);
  return { today, rolled: { ...mapping, firstDay, lastDay } };
}
