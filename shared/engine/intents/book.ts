import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { Appointment } from '../../model/appointment.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadRecord } from '../queries/load-record.ts';
import { grantTime } from './grant-time.ts';
import type { IntentHandler } from './intent-context.ts';
import { releaseHold, takeOverHold } from './use-hold.ts';

/** Gives a patient a doctor's time. */
export const book: IntentHandler<'book'> = async ({ tx, actor }, input) => {
  const overbook = input.overbookReason !== null;
  const access = decideAccess(actor, 'book', { ...input, overbooks: overbook });
  if (!access.ok) return access;
  const hold = await takeOverHold(tx, input.holdId);
  if (!hold.ok) return hold;
  const missing = await whatIsUnknown(tx, input);
  if (missing) return err(missing);
  const grant = await grantTime(tx, { ...input, overbook });
  if (!grant.ok) return grant;

  if (input.newPatient) tx.put('patient', input.newPatient, null);
  const appointment: Appointment = {
    id: input.appointmentId,
    branchId: input.branchId,
    doctorId: input.doctorId,
    serviceId: input.serviceId,
    patientId: input.patientId,
    sessionId: grant.value.sessionId,
    startMs: input.startMs,
    endMs: input.endMs,
    status: 'booked',
    note: input.note,
    overbookReason: input.overbookReason,
    emergency: input.emergency,
    toldByPhone: false,
    cancelReason: null,
    supersededBy: null,
    madeBy: tx.book.replica,
    madeHlc: tx.book.hlc,
    withRight: grant.value.withRight,
    capacity: grant.value.capacity,
    importId: null,
  };
  tx.put('appointment', appointment, null);
  await deriveClaims(tx, [appointment]);
  if (input.holdId) await releaseHold(tx, input.holdId);
  return ok({ recordId: appointment.id, undoable: true });
};

type BookInput = Parameters<typeof book>[1];

async function whatIsUnknown(tx: Parameters<typeof book>[0]['tx'], input: BookInput) {
  const { organisationId } = tx.book;
  const wanted = [
    ['doctor', input.doctorId],
    ['service', input.serviceId],
    ...(input.newPatient?.id === input.patientId ? [] : [['patient', input.patientId] as const]),
  ] as const;
  for (const [record, id] of wanted) {
    const found = await loadRecord(tx, organisationId, record, id);
    if (!found) return { kind: 'unknown-record', record, id } as const;
  }
  return null;
}
