import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';

/** What two records of one person have, before they become one. */
export interface MergePreview {
  /** The one that would go on as the other, and the other. */
  readonly patient: PatientDetails;
  readonly survivor: PatientDetails;
  /** The visits of the first that are still to come, and those that were; who waits for a time. */
  readonly ahead: number;
  readonly past: number;
  readonly wishes: number;
  /** Why it cannot be done; null if it can. */
  readonly refusal: Refusal | null;
}
