import { assert } from '../../core/assert.ts';
import { derivedId } from '../../core/ids.ts';
import type { SlotRun } from '../../domain/import/group-slots.ts';
import type { SlotRow } from '../../domain/import/read-rows.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Session, Slot } from '../../model/session.ts';
import { putNewClaims, settleAround } from '../derive/derive-new-claims.ts';
import { deriveSchedule } from '../derive/derive-schedule.ts';
import { deriveSlots } from '../derive/derive-slots.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import { insertBulk } from '../store/insert-bulk.ts';
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
}

/** A run of slots, and what becomes of it. */
interface Part {
  readonly session: Session;
  readonly blocked: readonly Slot[];
  readonly appointments: readonly Appointment[];
  readonly rows: number;
}

/** Slots of a part of the file that is written in one go. */
const SLOTS_AT_ONCE = 1000;

/**
 * Writes sessions, their slots, and the appointments of booked slots. Sessions that are over need
 * no booking right; those ahead ask for it like any other.
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
  const seqBefore = tx.book.seq;
  let parts: Part[] = [];
  let waiting = 0;
  let done = 0;
  const write = async (): Promise<void> => {
    await writeParts(tx, cause, parts);
    done += waiting;
    [parts, waiting] = [[], 0];
    await onDone(done);
  };
  for (const { run, session, turn } of shuffled(wanted, runs)) {
    const part = toPart(tx, wanted, run, session, turn);
    parts.push(part);
    waiting += part.rows;
    if (waiting >= SLOTS_AT_ONCE) await write();
  }
  await write();
  const span = { startMs: first.startMs, endMs: last.endMs };
  await settleAround(tx, wanted.doctorId, span, seqBefore);
}

/**
 * The sessions of a file in no order of time, each with whose turn it is where it begins: the index
 * behind the rule that a doctor's time is given once takes twice as long when it grows at one edge.
 */
function shuffled(wanted: SlotImport, runs: readonly SlotRun[]) {
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
  capacity: 1,
  tags: [...run.tags],
  breaks: [],
  roomId: null,
  sharedWith: null,
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
  ...{ capacity: 1, importId: wanted.importId, moves: 0, steps: [] },
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
