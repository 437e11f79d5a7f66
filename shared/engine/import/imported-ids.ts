import { derivedId } from '../../core/ids.ts';

/**
 * Ids of imported records follow from what the file says, so a file read twice makes one record.
 * `again`: what was taken back stays known as gone, and the file may come again: so many times.
 */
export const importedPatientId = (organisationId: string, number: string, again = 0): string =>
  derivedId(organisationId, `patient:${number}${suffix(again)}`);

export const importedSessionId = (
  place: { readonly branchId: string; readonly doctorId: string },
  startMs: number,
  again = 0,
): string => derivedId(place.doctorId, `imported:${place.branchId}:${startMs}${suffix(again)}`);

/**
 * Of a time that an event of a doctor's calendar takes: the same when the calendar comes again,
 * wherever to, and whatever it says then of when that is.
 */
export const importedItemId = (
  organisationId: string,
  doctorId: string,
  { uid, recurrence }: { readonly uid: string; readonly recurrence: string },
): string => derivedId(organisationId, `event:${doctorId}:${recurrence}:${uid}`);

/** Of working time that a list of slots first brought to begin then. */
export const listedSessionId = (
  place: { readonly branchId: string; readonly doctorId: string },
  startMs: number,
  again: number,
): string => derivedId(place.doctorId, `listed:${place.branchId}:${startMs}${suffix(again)}`);

const suffix = (again: number): string => (again === 0 ? '' : `:${again}`);

/** The first of the ids a record may have that is not gone. */
export function idInForce(idOf: (again: number) => string, gone: ReadonlySet<string>): string {
  let again = 0;
  while (gone.has(idOf(again))) again += 1;
  return idOf(again);
}
