import { NEW_CONTACT } from '../../shared/model/choices.ts';
import type { PatientDetails } from '../../shared/model/patient.ts';
import { rowsOf } from './rows-store.ts';

/** Somebody who is met for the first time at a branch: written to as its patients are. */
export function newPatient(id: string, branchId: string, name: string): PatientDetails {
  const messaging = [...rowsOf('messagings').values()].find((one) => one.branchId === branchId);
  return {
    ...{ id, branchId, name, birthDate: null, sex: 'unknown', phone: null, number: null, note: '' },
    ...NEW_CONTACT,
    language: messaging?.language ?? NEW_CONTACT.language,
  };
}
