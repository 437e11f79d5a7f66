import { derivedId } from '../../core/ids.ts';
import type { SlotRun } from '../../domain/import/group-slots.ts';
import type { SlotRow } from '../../domain/import/read-rows.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Session } from '../../model/session.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { deriveSchedule } from '../derive/derive-schedule.ts';
import { deriveSlots } from '../derive/derive-slots.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import { insertBulk } from '../store/insert-bulk.ts';

export interface SlotImport {
  readonly importId: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly serviceId: string | null;
  readonly homeReplica: string;
  /** Who the booked slots are for, in turn; empty blocks nothing and books nobody. */
  readonly patientIds: readonly string[];
  readonly patientIdByNumber: ReadonlyMap<string, string>;
}

export interface SlotImportCounts {
  readonly sessions: number;
  readonly slots: number;
  readonly appointments: number;
}

/** Claims settled in one go. */
const APPOINTMENTS_AT_ONCE = 5000;

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
): Promise<SlotImportCounts> {
  const sessions = runs.map((run) => toSession(wanted, run));
  await insertBulk(tx, cause, 'session', sessions);
  const ahead = sessions.filter((session) => session.endMs > tx.nowMs);
  const over = sessions.filter((session) => session.endMs <= tx.nowMs);
  await deriveSlots(tx, over);
  await deriveSchedule(tx, { seriesIds: [], sessionIds: ahead.map((session) => session.id) });

  const appointments = runs.flatMap((run, i) => toAppointments(tx, wanted, run, sessions[i]));
  for (let from = 0; from < appointments.length; from += APPOINTMENTS_AT_ONCE) {
    const some = appointments.slice(from, from + APPOINTMENTS_AT_ONCE);
    await insertBulk(tx, cause, 'appointment', some);
    await deriveClaims(tx, some);
    await onDone(from + some.length);
  }
  const slots = runs.reduce((sum, run) => sum + run.slots.length, 0);
  return { sessions: sessions.length, slots, appointments: appointments.length };
}

const toSession = (wanted: SlotImport, run: SlotRun): Session => ({
  id: derivedId(wanted.doctorId, `imported:${wanted.branchId}:${run.startMs}`),
  branchId: wanted.branchId,
  doctorId: wanted.doctorId,
  seriesId: null,
  startMs: run.startMs,
  endMs: run.endMs,
  slotMin: run.slotMin,
  capacity: 1,
  tags: [],
  homeReplica: wanted.homeReplica,
  deleted: false,
});

function toAppointments(
  tx: WriteTx,
  wanted: SlotImport,
  run: SlotRun,
  session: Session | undefined,
): readonly Appointment[] {
  const { serviceId } = wanted;
  if (serviceId === null || !session) return [];
  return run.slots.flatMap((slot) => {
    const patientId = slot.isAvailable ? null : patientOf(wanted, slot);
    if (patientId === null) return [];
    const isOver = slot.endMs <= tx.nowMs;
    const appointment: Appointment = {
      id: derivedId(session.id, `booked:${slot.startMs}`),
      ...{ branchId: wanted.branchId, doctorId: wanted.doctorId, serviceId, patientId },
      ...{ sessionId: session.id, startMs: slot.startMs, endMs: slot.endMs },
      status: isOver ? 'completed' : 'booked',
      note: slot.note,
      ...{ overbookReason: null, emergency: false, toldByPhone: false, cancelReason: null },
      ...{ supersededBy: null, madeBy: tx.book.replica, madeHlc: tx.book.hlc },
      withRight: tx.book.centralUrl === null,
      ...{ capacity: 1, importId: wanted.importId },
    };
    return [appointment];
  });
}

/** By the number in the file; without one, people in the order in which they were imported. */
function patientOf(wanted: SlotImport, slot: SlotRow): string | null {
  if (slot.patientNumber !== null) return wanted.patientIdByNumber.get(slot.patientNumber) ?? null;
  const { patientIds } = wanted;
  if (patientIds.length === 0) return null;
  const turn = Number.parseInt(slot.id.replace(/\D/g, ''), 10) || 0;
  return patientIds[turn % patientIds.length] ?? null;
}
