import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideMerge } from '../../domain/patients/decide-merge.ts';
import { loadPerson } from '../queries/load-persons.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentHandler } from './intent-context.ts';

/**
 * Two records of one person become one. What was booked under either stays as it was written, here
 * and wherever else it is, and is that person's from now on; so it is taken back with one pointer.
 */
export const mergePatients: IntentHandler<'merge-patients'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const load = async (id: string) => {
    const record = await loadRecord(tx, organisationId, 'patient', id);
    const person = await loadPerson(tx, organisationId, id);
    return record && person && !record.deleted ? { record, person } : null;
  };
  const [patient, survivor] = [await load(input.patientId), await load(input.survivorId)];
  if (!patient || !survivor) {
    const id = patient ? input.survivorId : input.patientId;
    return err({ kind: 'unknown-record', record: 'patient', id });
  }
  for (const { record } of [patient, survivor]) {
    const access = decideAccess(actor, 'merge-patients', { branchId: record.branchId });
    if (!access.ok) return access;
  }
  const merged = decideMerge(patient, survivor, input.take);
  if (!merged.ok) return merged;
  tx.put('patient', merged.value.patient, patient.record);
  tx.put('patient', merged.value.survivor, survivor.record);
  return ok({ recordId: input.survivorId, undoable: true });
};
