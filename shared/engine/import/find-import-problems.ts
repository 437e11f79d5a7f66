import { findClashes } from '../../domain/import/find-clashes.ts';
import type { SlotRun } from '../../domain/import/group-slots.ts';
import type { PatientRow, SlotRow } from '../../domain/import/read-rows.ts';
import {
  findStrangeServices,
  readServices,
  splitServices,
} from '../../domain/import/read-services.ts';
import { idOf } from '../../domain/import/resolve-visit.ts';
import type { ImportMapping, ImportProblem } from '../../wire/desk/import.ts';
import { loadDoctorsAt } from '../queries/load-doctors-at.ts';
import { loadRoomsAt } from '../queries/load-rooms-at.ts';
import { loadServicesInUse } from '../queries/load-services-in-use.ts';
import type { ReadDb } from '../store/handles.ts';
import { idInForce, importedPatientId, importedSessionId } from './imported-ids.ts';
import { type KnownPeople, loadKnownPeople, loadSessionsWithin } from './load-import-facts.ts';

/** What a file holds, read whole and right in itself. */
export interface ImportRows {
  readonly patients: readonly PatientRow[];
  /** In the order of their start, and apart from each other. */
  readonly runs: readonly SlotRun[];
}

export interface ImportVerdict {
  readonly problems: readonly ImportProblem[];
  readonly people: KnownPeople;
  /** Sessions of the doctor in that time that were deleted. */
  readonly goneSessions: ReadonlySet<string>;
  /** The doctors who share the times of the file, by what it calls them. */
  readonly sharers: ReadonlyMap<string, string>;
  /** The rooms of the branch, by what the file calls them. */
  readonly rooms: ReadonlyMap<string, string>;
  /** What the times are for, by what the file says of it. */
  readonly services: ReadonlyMap<string, readonly string[]>;
  /** Services that it names and that are called otherwise here. */
  readonly strangeServices: readonly string[];
}

/** What of a file the book cannot take: people and slots it has, times taken, people unknown. */
export async function findImportProblems(
  db: ReadDb,
  organisationId: string,
  mapping: ImportMapping,
  { patients, runs }: ImportRows,
): Promise<ImportVerdict> {
  const people = await loadKnownPeople(db, organisationId);
  if (mapping.subject === 'patients') {
    const problems = patients
      .filter(({ number }) => isThere(people, organisationId, number))
      .map((row) => toProblem(row, 'duplicate-id', 'id', row.number));
    const none = { sharers: new Map(), services: new Map(), rooms: new Map(), strangeServices: [] };
    return { problems, people, goneSessions: new Set(), ...none };
  }
  const { taken, goneSessions } = await findTaken(db, organisationId, mapping, runs);
  const { sharers, unknown } = await findSharers(db, organisationId, mapping, runs);
  const named = await findServices(db, organisationId, mapping, runs);
  const { rooms, strange } = await findRooms(db, organisationId, mapping, runs);
  const problems = [
    ...[...taken, ...unknown, ...named.unknown, ...strange],
    ...findUnknown(mapping, people, runs),
  ];
  const { services, strangeServices } = named;
  return { problems, people, goneSessions, sharers, services, rooms, strangeServices };
}

async function findServices(
  db: ReadDb,
  organisationId: string,
  { services: meanings }: ImportMapping,
  runs: readonly SlotRun[],
): Promise<
  Pick<ImportVerdict, 'services' | 'strangeServices'> & {
    readonly unknown: readonly ImportProblem[];
  }
> {
  const named = Map.groupBy(runs, (run) => run.services);
  named.delete('');
  const services = new Map<string, readonly string[]>();
  if (named.size === 0) return { services, unknown: [], strangeServices: [] };
  const inUse = await loadServicesInUse(db, organisationId);
  const unknown: ImportProblem[] = [];
  for (const [text, those] of named) {
    const ids = readServices(text, inUse, meanings);
    if (ids !== null) services.set(text, ids);
    const slot = those[0]?.slots[0];
    if (ids === null && slot) unknown.push(toProblem(slot, 'unknown-service', 'services', text));
  }
  const called = [...named].map(([text, those]) => ({
    line: those[0]?.slots[0]?.line ?? 0,
    services: splitServices(text, inUse),
  }));
  const strangeServices = findStrangeServices(called, inUse).map(({ name }) => name);
  return { services, unknown, strangeServices };
}

/** Where the times are, of the rooms of the branch. */
async function findRooms(
  db: ReadDb,
  organisationId: string,
  { branchId }: ImportMapping,
  runs: readonly SlotRun[],
): Promise<Pick<ImportVerdict, 'rooms'> & { readonly strange: readonly ImportProblem[] }> {
  const named = Map.groupBy(runs, ({ room }) => room);
  named.delete('');
  const rooms = new Map<string, string>();
  if (named.size === 0) return { rooms, strange: [] };
  const ofBranch = await loadRoomsAt(db, organisationId, branchId);
  const strange: ImportProblem[] = [];
  for (const [name, those] of named) {
    const id = idOf(name, ofBranch);
    if (id !== null) rooms.set(name, id);
    const slot = those[0]?.slots[0];
    if (id === null && slot) strange.push(toProblem(slot, 'unknown-room', 'room', name));
  }
  return { rooms, strange };
}

/** Who shares the times, of those who work at the branch; nobody does so with themselves. */
async function findSharers(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId }: ImportMapping,
  runs: readonly SlotRun[],
): Promise<Pick<ImportVerdict, 'sharers'> & { readonly unknown: readonly ImportProblem[] }> {
  const named = Map.groupBy(runs, ({ sharedWith }) => sharedWith);
  named.delete('');
  const sharers = new Map<string, string>();
  if (named.size === 0) return { sharers, unknown: [] };
  const doctors = await loadDoctorsAt(db, organisationId, branchId);
  const unknown: ImportProblem[] = [];
  for (const [name, those] of named) {
    const id = idOf(name, doctors);
    if (id !== null && id !== doctorId) sharers.set(name, id);
    const slot = those[0]?.slots[0];
    if (id === null && slot) unknown.push(toProblem(slot, 'unknown-doctor', 'shared-with', name));
  }
  return { sharers, unknown };
}

const isThere = (people: KnownPeople, organisationId: string, number: string): boolean =>
  people.idByNumber.has(number) ||
  people.ids.has(
    idInForce((again) => importedPatientId(organisationId, number, again), people.gone),
  );

const toProblem = (
  { line }: PatientRow | SlotRow,
  kind: ImportProblem['kind'],
  column: string,
  value: string,
): ImportProblem => ({ line, kind, column, value });

async function findTaken(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId }: ImportMapping,
  runs: readonly SlotRun[],
): Promise<{
  readonly taken: readonly ImportProblem[];
  readonly goneSessions: ReadonlySet<string>;
}> {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last || doctorId === null) return { taken: [], goneSessions: new Set() };
  const within = { startMs: first.startMs, endMs: last.endMs };
  const sessions = await loadSessionsWithin(db, organisationId, doctorId, within);
  const place = { branchId, doctorId };
  const goneSessions = new Set(sessions.filter((one) => one.deleted).map((one) => one.id));
  const idOf = ({ startMs }: SlotRun): string =>
    idInForce((again) => importedSessionId(place, startMs, again), goneSessions);
  const taken = findClashes(runs, sessions, idOf).map(({ slot, isKnown }) =>
    isKnown
      ? toProblem(slot, 'duplicate-id', 'id', slot.id)
      : toProblem(slot, 'overlap', 'time', slot.id),
  );
  return { taken, goneSessions };
}

/** Booked slots that become appointments of nobody. */
function findUnknown(
  { bookedBecomeAppointments }: ImportMapping,
  people: KnownPeople,
  runs: readonly SlotRun[],
): readonly ImportProblem[] {
  if (!bookedBecomeAppointments) return [];
  const isUnknown = ({ isAvailable, patientNumber }: SlotRow): boolean => {
    if (isAvailable) return false;
    return patientNumber === null
      ? people.importedIds.length === 0
      : !people.idByNumber.has(patientNumber);
  };
  return runs.flatMap((run) =>
    run.slots
      .filter(isUnknown)
      .map((slot) => toProblem(slot, 'unknown-patient', 'patient-id', slot.patientNumber ?? '')),
  );
}
