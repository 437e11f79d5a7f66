import { assert } from '../../../../shared/core/assert.ts';
import { err, ok, type Result } from '../../../../shared/core/result.ts';
import {
  decideKeeping,
  keepCalendar,
  loadKept,
} from '../../../../shared/engine/import/kept-calendars.ts';
import { loadRecord } from '../../../../shared/engine/queries/load-record.ts';
import type { WriteTx } from '../../../../shared/engine/store/handles.ts';
import type { Actor } from '../../../../shared/model/user.ts';
import { dayAt } from '../../../../shared/time/day.ts';
import { knownTimeZone } from '../../../../shared/time/time-zone.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import { KEPT_CALENDARS_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import type { CalendarSource, KeepWish } from '../../../../shared/wire/desk/kept-calendar.ts';
import { causeOfImport, type ImportedBy } from '../cause-of-import.ts';
import type { CheckedCalendar } from '../check-calendar.ts';
import type { StoredFile } from '../store-file.ts';
import type { writeCalendar } from '../write-calendar.ts';
import { fetchSource, type Source } from './fetch-source.ts';
import { untilNextMs } from './next-read.ts';
import type { KeepingHands } from './read-kept.ts';
import { writeKept } from './write-kept.ts';

/** Where a file that is looked at was fetched from. */
export interface Origin extends Source {
  /** By what it is kept, or will be. */
  readonly keptId: string;
  /** It was kept already when it was fetched. */
  readonly isKnown: boolean;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

type Wanted = Source & Pick<Origin, 'keptId' | 'isKnown'>;

/** Where to fetch from; what somebody says of the network only counts from an administrator. */
export async function sourceOf(
  { engine, organisationId }: KeepingHands,
  actor: Actor,
  importId: string,
  source: CalendarSource,
): Promise<Result<Wanted, ImportRefusal>> {
  const all = await engine.store.read((db) => loadKept(db, organisationId));
  if (!('keptId' in source)) {
    const { address, isNear } = source;
    if (isNear && actor.role !== 'admin') return err({ kind: 'not-permitted' });
    return all.length < KEPT_CALENDARS_MAX
      ? ok({ address, isNear, keptId: importId, isKnown: false })
      : err({ kind: 'too-many-kept', max: KEPT_CALENDARS_MAX });
  }
  const kept = all.find(({ id }) => id === source.keptId);
  return kept
    ? ok({ address: kept.address, isNear: kept.isNear, keptId: kept.id, isKnown: true })
    : err({ kind: 'unknown-calendar' });
}

/** Fetches a calendar to be looked at as a file is, until `signal` ends it. */
export async function fetchUpload(
  { hands }: KeepingHands,
  stored: StoredFile,
  source: Wanted,
  signal: AbortSignal,
): Promise<Result<Origin, ImportRefusal>> {
  const fetched = await fetchSource(hands, source, stored, { known: null, signal });
  if (!fetched.ok) return fetched;
  assert(
    fetched.value.kind === 'fetched',
    'A server was asked for nothing that it could call unchanged.',
  );
  const { etag, lastModified } = fetched.value;
  return ok({ ...source, etag, lastModified });
}

/** Writes a calendar that was fetched and looked at, and keeps up with it from then on. */
export async function keepFetched(
  { engine, organisationId, random }: KeepingHands,
  by: ImportedBy,
  origin: Origin,
  keep: KeepWish,
  checked: CheckedCalendar,
  watch: Parameters<typeof writeCalendar>[4],
): Promise<Result<null, ImportRefusal>> {
  const { keptId, isKnown, address, isNear, etag, lastModified } = origin;
  const { mapping } = checked;
  const nowMs = engine.clock.nowMs();
  const [all, branch] = await engine.store.read(async (db) => [
    await loadKept(db, organisationId),
    await loadRecord(db, organisationId, 'branch', mapping.branchId),
  ]);
  const former = all.find(({ id }) => id === keptId)?.mapping;
  // What it brought to somebody else, or as something else, would be left to nobody.
  if (former && !FIXED.every((field) => former[field] === mapping[field])) {
    return err({ kind: 'kept-for-another' });
  }
  const wholeDay = branch && dayAt(knownTimeZone(branch.timeZone), nowMs);
  const cause = causeOfImport(by, 'keep-calendar');
  const kept = { id: keptId, address: address.trim(), isNear, mapping, ...keep };
  const named = {
    ...{ id: keptId, name: keep.name, served: { etag, lastModified, wholeDay } },
    nextMs: nowMs + untilNextMs(keep.everyMin, random),
    admit: (tx: WriteTx) => decideKeeping(tx, { id: keptId, isKnown }),
    begin: (tx: WriteTx) => keepCalendar(tx, kept),
  };
  const asked = { cause, accepts: by.accepts };
  const written = await writeKept(engine, organisationId, asked, named, checked, watch);
  return written.ok ? ok(null) : written;
}

/** What of a calendar stays as it was when it was first kept. */
const FIXED = ['branchId', 'doctorId', 'become'] as const;
