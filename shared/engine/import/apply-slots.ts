import { assert } from '../../core/assert.ts';
import { derivedId } from '../../core/ids.ts';
import type { SlotRun } from '../../domain/import/group-slots.ts';
import type { SlotRow } from '../../domain/import/read-rows.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Session, Slot } from '../../model/session.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { loadClaimed, putNewClaims, settleAround } from '../derive/derive-new-claims.ts';
import { deriveSchedule } from '../derive/derive-schedule.ts';
import { deriveSlots } from '../derive/derive-slots.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import { insertBulk } from '../store/insert-bulk.ts';
import { noteReportChange } from '../store/note-report-change.ts';
import { rowsOfPart } from '../store/parts.ts';
import { idInForce, importedSessionId } from './imported-ids.ts';
import type { KnownPeople } from './load-import-facts.ts';

export interface SlotImport {
  readonly importId: string;
  readonly branchId: string;
  readonly doctorId: string;
  /** What booked slots are for; null blocks them instead of booking anyone. */
  readonly serviceId: string | null;
  readonly homeReplica: string;
  readonly people: KnownPeople;
  readonly goneSessions: ReadonlySet<string>;
  /** The doctors who share some, by what the file calls them. */
  readonly sharers: ReadonlyMap<string, string>;
  /** Where they are, by what the file calls it. */
  readonly rooms: ReadonlyMap<string, string>;
  /** What they are for, by what the file says of it. */
  readonly services: ReadonlyMap<string, readonly string[]>;
}

/** A run of slots, and what becomes of it. */
interface Part {
  readonly session: Session;
  readonly blocked: readonly Slot[];
  readonly appointments: readonly Appointment[];
  readonly rows: number;
}

/**
 * Writes sessions, their slots, and the appointments of booked slots. Sessions that are over need
 * no booking right; those ahead ask for it like any other. A large file is written in parts; sessions
 * in time that somebody has claimed are in the last, which settles it.
 */
export async function applySlots(
  tx: WriteTx,
  cause: Cause,
  wanted: SlotImport,
  runs: readonly SlotRun[],
  onDone: (rows: number) => Promise<void>,
): Promise<void> {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return;
  const span = { startMs: first.startMs, endMs: last.endMs };
  const claimed = await loadClaimed(tx, wanted.doctorId, span);
  const { near, clear } = partRuns(shuffled(wanted, runs), claimed);
  const rows = runs.reduce((sum, { slots }) => sum + slots.length, 0);
  const atOnce = rowsOfPart(rows);
  let done = 0;
  const write = async (parts: readonly Part[]): Promise<void> => {
    await writeParts(tx, cause, parts);
    done += parts.reduce((sum, { rows }) => sum + rows, 0);
  };
  const told = async (): Promise<void> => onDone(done);
  for (const parts of gathered(tx, wanted, clear, atOnce)) {
    await write(parts);
    await tx.parts.end();
    await told();
  }
  for (const parts of gathered(tx, wanted, near, atOnce)) {
    await write(parts);
    await told();
  }
  await settleAround(tx, wanted.doctorId, claimed);
  await noteReportChange(tx, wanted.branchId, span);
}

/** A run with its session, and whose turn it is where it begins. */
interface Start {
  readonly run: SlotRun;
  readonly session: Session;
  readonly turn: number;
}

/** Those in whose time somebody has a claim, and the others. */
function partRuns(starts: readonly Start[], claimed: readonly Interval[]) {
  const isNear = ({ run }: Start): boolean => claimed.some((time) => overlaps(time, run));
  const { near = [], clear = [] } = Object.groupBy(starts, (start) =>
    claimed.length > 0 && isNear(start) ? 'near' : 'clear',
  );
  return { near, clear };
}

/** What becomes of runs, as many at a time as have so many slots. */
function* gathered(
  tx: WriteTx,
  wanted: SlotImport,
  starts: readonly Start[],
  atOnce: number,
): Generator<readonly Part[]> {
  let parts: Part[] = [];
  let rows = 0;
  for (const { run, session, turn } of starts) {
    const part = toPart(tx, wanted, run, session, turn);
    parts.push(part);
    rows += part.rows;
    if (rows < atOnce) continue;
    yield parts;
    [parts, rows] = [[], 0];
  }
  if (parts.length > 0) yield parts;
}

/**
 * The sessions of a file in no order of time, each with whose turn it is where it begins: the index
 * behind the rule that a doctor's time is given once takes twice as long when it grows at one edge.
 */
function shuffled(wanted: SlotImport, runs: readonly SlotRun[]): readonly Start[] {
  let turn = 0;
  const starts = runs.map((run) => {
    const start = { run, session: toSession(wanted, run), turn };
    turn += run.slots.filter(takesTurn).length;
    return start;
  });
  // Derived ids are as good as dice, and the same everywhere.
  return starts.sort((a, b) => (a.session.id < b.session.id ? -1 : 1));
}

const takesTurn = (slot: SlotRow): boolean => !slot.isAvailable && slot.patientNumber === null;

async function writeParts(tx: WriteTx, cause: Cause, parts: readonly Part[]): Promise<void> {
  const sessions = parts.map((part) => part.session);
  const blocked = parts.flatMap((part) => part.blocked);
  const appointments = parts.flatMap((part) => part.appointments);
  const inserted = await insertBulk(tx, cause, 'session', sessions);
  assert(inserted === sessions.length, 'A checked file brings new sessions only.');
  await insertBulk(tx, cause, 'slot', blocked);
  await deriveSlots(
    tx,
    sessions.filter((session) => session.endMs <= tx.nowMs),
  );
  const ahead = sessions.filter((session) => session.endMs > tx.nowMs);
  await deriveSchedule(tx, { seriesIds: [], sessionIds: ahead.map((session) => session.id) });
  await insertBulk(tx, cause, 'appointment', appointments);
  await putNewClaims(tx, appointments);
}

function toPart(
  tx: WriteTx,
  wanted: SlotImport,
  run: SlotRun,
  session: Session,
  firstTurn: number,
): Part {
  const booked = run.slots.filter((slot) => !slot.isAvailable);
  const { serviceId } = wanted;
  const rows = run.slots.length;
  if (serviceId === null) {
    const blocked = booked.map((slot) => toBlocked(session, slot));
    return { session, blocked, appointments: [], rows };
  }
  const personFor = createTurns(wanted.people, firstTurn);
  const appointments = booked.flatMap((slot) => {
    const patientId = personFor(slot);
    if (patientId === null) return [];
    return [toAppointment(tx, wanted, session, slot, { patientId, serviceId })];
  });
  return { session, blocked: [], appointments, rows };
}

const toSession = (wanted: SlotImport, run: SlotRun): Session => ({
  id: idInForce((again) => importedSessionId(wanted, run.startMs, again), wanted.goneSessions),
  branchId: wanted.branchId,
  doctorId: wanted.doctorId,
  seriesId: null,
  startMs: run.startMs,
  endMs: run.endMs,
  slotMin: run.slotMin,
  capacity: run.capacity,
  tags: [...run.tags],
  breaks: [],
  roomId: wanted.rooms.get(run.room) ?? null,
  sharedWith: wanted.sharers.get(run.sharedWith) ?? null,
  serviceIds: [...(wanted.services.get(run.services) ?? [])],
  homeReplica: wanted.homeReplica,
  deleted: false,
});

/** The slot that would be derived, closed: nobody can be booked there. */
const toBlocked = ({ id, branchId, doctorId }: Session, slot: SlotRow): Slot => ({
  id: derivedId(id, String(slot.startMs)),
  sessionId: id,
  ...{ branchId, doctorId, startMs: slot.startMs, endMs: slot.endMs },
  ...{ status: 'blocked', tags: [], note: slot.note, deleted: false },
});

const toAppointment = (
  tx: WriteTx,
  wanted: SlotImport,
  session: Session,
  slot: SlotRow,
  who: { readonly patientId: string; readonly serviceId: string },
): Appointment => ({
  id: derivedId(session.id, `booked:${slot.startMs}`),
  ...{ branchId: wanted.branchId, doctorId: wanted.doctorId, ...who, sessionId: session.id },
  ...{ startMs: slot.startMs, endMs: slot.endMs, note: slot.note },
  status: slot.endMs <= tx.nowMs ? 'completed' : 'booked',
  ...{
    overbookReason: null,
    overQuotaReason: null,
    emergency: false,
    toldByPhone: false,
    cancelReason: null,
  },
  ...{
    supersededBy: null,
    unseated: false,
    assistsId: null,
    cancelledBy: null,
    courseId: null,
    withEither: false,
    madeBy: tx.book.replica,
    madeHlc: tx.book.hlc,
  },
  withRight: tx.book.centralUrl === null,
  ...{ capacity: session.capacity, importId: wanted.importId, moves: 0, steps: [] },
});

/** By the number in the file; without one, the imported people in turn, in their file's order. */
function createTurns({ idByNumber, importedIds }: KnownPeople, firstTurn: number) {
  let turn = firstTurn;
  return (slot: SlotRow): string | null => {
    if (!takesTurn(slot)) return idByNumber.get(slot.patientNumber ?? '') ?? null;
    turn += 1;
    return importedIds[(turn - 1) % importedIds.length] ?? null;
  };
}
