import { derivedId } from '../../core/ids.ts';
import type { PatientRow } from '../../domain/import/read-rows.ts';
import type { Patient } from '../../model/patient.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import { insertBulk } from '../store/insert-bulk.ts';

/**
 * The records of imported patients. Their ids follow from the organisation and the number in the
 * file, so a file that is read twice gives the same people.
 */
export const toPatients = (
  organisationId: string,
  branchId: string,
  rows: readonly PatientRow[],
): readonly Patient[] =>
  rows.map(({ number, ...row }) => ({
    ...row,
    id: derivedId(organisationId, `patient:${number}`),
    branchId,
    number,
  }));

export const applyPatients = (
  tx: WriteTx,
  cause: Cause,
  patients: readonly Patient[],
): Promise<number> => insertBulk(tx, cause, 'patient', patients);
