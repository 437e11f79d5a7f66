import type { Appointment } from '../../model/appointment.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadAssistants } from '../queries/load-assistants.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/**
 * Cancels appointments that lost their time for one reason, and puts their conflicts away. It is
 * the practice that does, whatever it is for.
 */
export async function cancelAll(
  tx: WriteTx,
  appointments: readonly Stored<Appointment>[],
  reason: string,
): Promise<void> {
  const ids = new Set(appointments.map(({ id }) => id));
  const assistants = await loadAssistants(tx, tx.book.organisationId, [...ids]);
  // Whoever assists in one that goes has nothing left to assist in.
  const all = [...appointments, ...assistants.filter(({ id }) => !ids.has(id))];
  const cancelled = all.map((before): Appointment => {
    const after: Appointment = {
      ...before,
      ...{ status: 'cancelled', cancelReason: reason, cancelledBy: 'practice' },
    };
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
