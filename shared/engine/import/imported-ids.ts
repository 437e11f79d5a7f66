import { derivedId } from '../../core/ids.ts';

/** Ids of imported records follow from what the file says, so a file read twice makes one record. */
export const importedPatientId = (organisationId: string, number: string): string =>
  derivedId(organisationId, `patient:${number}`);

export const importedSessionId = (
  place: { readonly branchId: string; readonly doctorId: string },
  startMs: number,
): string => derivedId(place.doctorId, `imported:${place.branchId}:${startMs}`);
