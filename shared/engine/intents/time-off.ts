import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openConflicts } from '../derive/open-conflicts.ts';
import { settleAbsences } from '../derive/settle-absences.ts';
import { loadAffected } from '../queries/load-affected.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/tables.ts';
import type { IntentHandler } from './intent-context.ts';

/**
 * A doctor is away. Whoever is booked in the time either loses it, and is offered others, or is
 * cancelled, as the person who enters it chose; without a choice nothing is done.
 */
export const addTimeOff: IntentHandler<'add-time-off'> = async ({ tx, actor }, input) => {
  const { doctorId, times } = input;
  const access = decideAccess(actor, 'add-time-off', { doctorId });
  if (!access.ok) return access;
  if (times.some(({ startMs, endMs }) => endMs <= startMs)) return err({ kind: 'empty-range' });
  const doctor = await loadRecord(tx, tx.book.organisationId, 'doctor', doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: doctorId });
  const ready = await lookAfterAffected(tx, input);
  if (!ready.ok) return ready;
  for (const { id, startMs, endMs } of times) {
    const { kind, reason } = input;
    tx.put('timeOff', { id, doctorId, startMs, endMs, kind, reason, deleted: false }, null);
  }
  await settleAround(
    tx,
    times.map(({ id }) => id),
  );
  const [first] = times;
  return ok({ recordId: first?.id ?? null, undoable: true });
};

/** A doctor is there after all: whoever lost the time to the absence gets it back. */
export const removeTimeOff: IntentHandler<'remove-time-off'> = async ({ tx, actor }, input) => {
  const timeOff = await loadRecord(tx, tx.book.organisationId, 'timeOff', input.timeOffId);
  if (!timeOff) return err({ kind: 'unknown-record', record: 'time off', id: input.timeOffId });
  const access = decideAccess(actor, 'remove-time-off', { doctorId: timeOff.doctorId });
  if (!access.ok) return access;
  tx.put('timeOff', { ...timeOff, deleted: true }, timeOff);
  await settleAround(tx, [timeOff.id]);
  return ok({ recordId: timeOff.id, undoable: true });
};

async function lookAfterAffected(
  tx: WriteTx,
  { doctorId, times, affected, reason }: IntentInput<'add-time-off'>,
): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const found = await loadAffected(tx, organisationId, doctorId, times, AFFECTED_MAX + 1);
  if (found.length > AFFECTED_MAX) {
    return err({ kind: 'too-many', what: 'appointments in one absence', max: AFFECTED_MAX });
  }
  if (found.length === 0 || affected === 'displace') return ok(null);
  if (affected === null) return err({ kind: 'has-appointments', count: found.length });
  await cancelAll(tx, found, reason === '' ? 'The doctor is away' : reason);
  return ok(null);
}

async function cancelAll(
  tx: WriteTx,
  appointments: readonly Stored<Appointment>[],
  reason: string,
): Promise<void> {
  const cancelled = appointments.map((before): Appointment => {
    const after: Appointment = { ...before, status: 'cancelled', cancelReason: reason };
    tx.put('appointment', after, before);
    return after;
  });
  await tx.flush();
  await deriveClaims(tx, cancelled);
  await closeConflicts(
    tx,
    cancelled.map(({ id }) => id),
  );
}

/**
 * Settles where times off were written, and tells of it at once: without waiting for central, which
 * says the same when it hears of them. A branch tells of its own patients only.
 */
export async function settleAround(tx: WriteTx, timeOffIds: readonly string[]): Promise<void> {
  await tx.flush();
  const changes = await settleAbsences(tx, timeOffIds);
  const { kind, branchId } = tx.book;
  await openConflicts(
    tx,
    changes.filter(({ claim }) => kind !== 'branch' || claim.branchId === branchId),
  );
}
