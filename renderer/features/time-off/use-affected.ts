import type { TimeOff } from '../../../shared/model/time-off.ts';
import type { AffectedByAbsence } from '../../../shared/wire/desk/absences.ts';
import { useAnswer } from '../../intents/use-answer.ts';

/** Whom an absence would hit, as it is in the form; null while it is not known. */
export function useAffected(
  whose: { readonly doctorId: string | null; readonly branchId: string | null } | null,
  times: readonly Pick<TimeOff, 'startMs' | 'endMs'>[],
): AffectedByAbsence | null {
  const isNone = whose === null || times.length === 0;
  return useAnswer(isNone ? null : { kind: 'affected', whose, times: [...times] }).answer;
}
