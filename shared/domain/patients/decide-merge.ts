import { err, ok, type Result } from '../../core/result.ts';
import type { MergedField, Patient, PatientMerge } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';

/** A patient's record, and whom it names: another record, once two have become one. */
export interface Known {
  readonly record: Patient;
  readonly person: Pick<Patient, 'id' | 'name'>;
}

/** The two records as they are afterwards. */
export interface Merged {
  readonly patient: Patient;
  readonly survivor: Patient;
}

/**
 * Whether two records may become one, and what they are then. Who wants no messages under either
 * wants none; what the record that goes on has nothing of is taken from the other.
 */
export function decideMerge(
  patient: Known,
  survivor: Known,
  take: PatientMerge['take'],
): Result<Merged, Refusal> {
  if (patient.person.id === survivor.person.id) return err({ kind: 'same-person' });
  const merged = [patient, survivor].find(({ record, person }) => record.id !== person.id);
  if (merged) {
    const { record, person } = merged;
    return err({ kind: 'patient-merged', name: record.name, into: person.name });
  }
  const taken = fieldsTaken(patient.record, survivor.record, take);
  const optedOut = patient.record.optedOut || survivor.record.optedOut;
  return ok({
    patient: { ...patient.record, mergedInto: survivor.record.id },
    survivor: { ...survivor.record, ...taken, optedOut },
  });
}

/** What goes over; the fields about messages mean something only together. */
function fieldsTaken(from: Patient, to: Patient, take: PatientMerge['take']): Partial<Patient> {
  const wanted = new Set<MergedField>(take);
  const takes = (field: Exclude<MergedField, 'messages'>): boolean =>
    wanted.has(field) || (isNothing(to[field]) && !isNothing(from[field]));
  const { language, allowsSms, allowsEmail } = from;
  return {
    ...Object.fromEntries(PLAIN.filter(takes).map((field) => [field, from[field]])),
    ...(wanted.has('messages') ? { language, allowsSms, allowsEmail } : {}),
  };
}

const PLAIN = [
  ...(['name', 'birthDate', 'sex', 'phone', 'email', 'number', 'note', 'prefers'] as const),
] as const;

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || value === 'unknown';
