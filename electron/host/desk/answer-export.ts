import { err, ok, type Result } from '../../../shared/core/result.ts';
import { decideExport } from '../../../shared/domain/access/decide-export.ts';
import { teamWords } from '../../../shared/domain/appointments/team-words.ts';
import { slotRows, visitRows } from '../../../shared/domain/export/export-rows.ts';
import { fhirBundle } from '../../../shared/domain/export/fhir-bundle.ts';
import { smartLinks } from '../../../shared/domain/export/smart-links.ts';
import { type ExportEvent, writeIcalendar } from '../../../shared/domain/export/write-icalendar.ts';
import {
  type ExportScope,
  type ExportSession,
  type ExportVisit,
  loadClosedDays,
  loadExportSessions,
  loadExportSlots,
  loadExportTimesOff,
  loadExportVisits,
} from '../../../shared/engine/export/load-export.ts';
import { noteExport } from '../../../shared/engine/export/note-export.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadPublished } from '../../../shared/engine/queries/load-published.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import { hlcMs } from '../../../shared/merge/hlc.ts';
import type { Actor } from '../../../shared/model/user.ts';
import { dayAt, dayEndMs, dayStartMs, daysFrom, isDay } from '../../../shared/time/day.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import { knownTimeZone, type TimeZone } from '../../../shared/time/time-zone.ts';
import type {
  ExportedAnswer,
  ExportRefusal,
  ExportWish,
} from '../../../shared/wire/desk/export.ts';
import {
  CONTENTS_BY_FORMAT,
  EXPORT_DAYS_MAX,
  EXPORT_ROWS_MAX,
} from '../../../shared/wire/desk/export-choices.ts';
import { writeCsv, writeSheets } from './write-table-file.ts';
import { writeZip } from './write-zip.ts';

/** What of the book leaves it. */
interface Content {
  readonly bytes: Uint8Array;
  readonly count: number;
}

interface Place {
  readonly nowMs: number;
  readonly zone: TimeZone;
  /** For the name of the file: of the doctor, or of the branch. */
  readonly name: string;
}

/** A file of what somebody may see of the book; that they took it is in the audit trail. */
export async function answerExport(
  engine: Engine,
  organisationId: string,
  wish: ExportWish,
  actor: Actor,
): Promise<ExportedAnswer> {
  const may = decideExport(actor, wish);
  if (!may.ok) return may;
  if (!CONTENTS_BY_FORMAT[wish.format].includes(wish.content))
    return err({ kind: 'no-such-export' });
  if (wish.format === 'icalendar' && wish.doctorId === null) return err({ kind: 'doctor-missing' });
  if (!WEB_ADDRESS.test(wish.address.trim())) return err({ kind: 'no-web-address' });
  const place = await engine.store.read((db) =>
    loadPlace(db, organisationId, wish, engine.clock.nowMs()),
  );
  if (place === null) return err({ kind: 'not-permitted' });
  const within = daysWithin(wish, place.zone);
  if (within === null) return err({ kind: 'no-such-days' });
  const scope = { ...wish, ...within, limit: EXPORT_ROWS_MAX + 1 };
  const content = await engine.store.read((db) =>
    write(db, organisationId, wish, { scope, place }),
  );
  if (!content.ok) return content;
  const { bytes, count } = content.value;
  await noteExport(engine.store, organisationId, actor, wish, count);
  const ending = ENDINGS[wish.format];
  const stem = [place.name, wish.content, wish.firstDay]
    .join(' ')
    .replace(/[^\p{L}\p{N} .-]/gu, '');
  return ok({ name: `${stem}.${ending}`, base64: Buffer.from(bytes).toString('base64'), count });
}

/** Or none at all. */
const WEB_ADDRESS = /^(https?:\/\/[^\s/]+\S*)?$/;

const ENDINGS = { icalendar: 'ics', csv: 'csv', xlsx: 'xlsx', fhir: 'json', smart: 'zip' } as const;

async function loadPlace(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId }: ExportWish,
  nowMs: number,
): Promise<Place | null> {
  const branch = await loadRecord(db, organisationId, 'branch', branchId);
  const doctor = doctorId && (await loadRecord(db, organisationId, 'doctor', doctorId));
  if (!branch || (doctor === null && doctorId !== null)) return null;
  return { nowMs, zone: knownTimeZone(branch.timeZone), name: doctor ? doctor.name : branch.name };
}

function daysWithin({ firstDay, lastDay }: ExportWish, zone: TimeZone): Interval | null {
  if (!isDay(firstDay) || !isDay(lastDay)) return null;
  const days = daysFrom(firstDay, lastDay);
  if (days < 0 || days >= EXPORT_DAYS_MAX) return null;
  return { startMs: dayStartMs(zone, firstDay), endMs: dayEndMs(zone, lastDay) };
}

type Written = Result<Content, ExportRefusal>;
interface Job {
  readonly scope: ExportScope;
  readonly place: Place;
}

async function write(
  db: ReadDb,
  organisationId: string,
  wish: ExportWish,
  { scope, place }: Job,
): Promise<Written> {
  if (wish.format === 'icalendar') {
    const events = await loadEvents(db, organisationId, wish, scope);
    return bounded(events, () =>
      writeText(writeIcalendar({ ...place, zone: place.zone.name }, events)),
    );
  }
  if (wish.format === 'smart') {
    const published = await loadPublished(db, organisationId, { ...wish, ...scope }, place.nowMs);
    return bounded(published.slots, () => writeZip(smartLinks(published)));
  }
  if (wish.format === 'fhir') {
    const slots = await loadSlots(db, organisationId, { scope, place });
    // Whoever reads it is none of the clinic's own.
    const shown = slots.map((slot) => ({ ...slot, isClosed: slot.isClosed || slot.isKept }));
    return bounded(slots, () => writeText(JSON.stringify(fhirBundle(shown))));
  }
  const look = { zone: place.zone, namesPatients: wish.namesPatients };
  const rows =
    wish.content === 'slots'
      ? slotRows(await loadSlots(db, organisationId, { scope, place }), look)
      : visitRows(await loadExportVisits(db, organisationId, scope), look);
  return bounded(rows.slice(1), () =>
    wish.format === 'csv' ? writeCsv(rows) : writeSheets([{ name: wish.content, rows }]),
  );
}

/** Nobody can be booked on a day on which the branch is closed. */
async function loadSlots(db: ReadDb, organisationId: string, { scope, place }: Job) {
  const slots = await loadExportSlots(db, organisationId, scope, place.nowMs);
  const closed = await loadClosedDays(db, organisationId, scope.branchId);
  return slots.map((slot) => ({
    ...slot,
    services: slot.serviceTypes.map(({ name }) => name),
    isClosed: slot.isClosed || closed.has(dayAt(place.zone, slot.startMs)),
  }));
}

const writeText = (text: string): Uint8Array => Buffer.from(text);

async function bounded(
  found: readonly unknown[],
  toBytes: () => Uint8Array | Promise<Uint8Array>,
): Promise<Written> {
  if (found.length > EXPORT_ROWS_MAX) return err({ kind: 'too-many-rows', max: EXPORT_ROWS_MAX });
  return ok({ bytes: await toBytes(), count: found.length });
}

async function loadEvents(
  db: ReadDb,
  organisationId: string,
  { content, namesPatients }: ExportWish,
  scope: ExportScope,
): Promise<readonly ExportEvent[]> {
  if (content === 'appointments') {
    const visits = await loadExportVisits(db, organisationId, scope);
    return visits.map((visit) => toEvent(visit, visitEvent(visit, namesPatients)));
  }
  if (content === 'sessions') {
    const sessions = await loadExportSessions(db, organisationId, scope);
    return sessions.map((session) => {
      const { tags, breaks, services, sharedWith, slotMin, capacity, room } = session;
      const about = { title: workTitle(session), place: placeOf(session), isBusy: false };
      const of = { slotMin, capacity, room };
      return toEvent(session, { ...about, tags, breaks, services, sharedWith, ...of });
    });
  }
  const timesOff = await loadExportTimesOff(db, organisationId, scope);
  return timesOff.map((off) =>
    toEvent(off, {
      ...{ title: off.reason || off.kind, place: '', isBusy: true },
      absence: off.kind,
    }),
  );
}

function toEvent(
  { id, startMs, endMs, version, hlc }: Interval & { id: string; version: number; hlc: number },
  about: Pick<ExportEvent, 'title' | 'place' | 'isBusy'> &
    Partial<Omit<ExportEvent, keyof Interval | 'id' | 'version' | 'changedMs'>>,
): ExportEvent {
  return { status: 'CONFIRMED', ...about, id, startMs, endMs, version, changedMs: hlcMs(hlc) };
}

/** With whom it is shared, if anybody. */
const workTitle = ({ sharers }: Pick<ExportSession, 'sharers'>): string =>
  sharers.length === 0
    ? 'Working time'
    : `Working time, shared with ${sharers.map((name) => `Dr. ${name}`).join(', ')}`;

const placeOf = ({ branch, room }: Pick<ExportSession, 'branch' | 'room'>): string =>
  room === '' ? branch : `${branch}, ${room}`;

const GONE = new Set(['cancelled', 'no-show']);

/** One that was called off is told, so that the program that reads it takes it out. */
function visitEvent({ status, firm, verdict, ...visit }: ExportVisit, namesPatients: boolean) {
  const what = [visit.service, teamWords({ ...visit, assistants: [] })].filter(Boolean).join(', ');
  const title = namesPatients ? `${visit.patient} · ${what}` : what;
  const isGone = GONE.has(status);
  const said = isGone ? 'CANCELLED' : firm ? 'CONFIRMED' : 'TENTATIVE';
  return {
    ...{ title, place: placeOf(visit), status: said as ExportEvent['status'] },
    isBusy: !isGone && verdict !== 'displaced',
  };
}
