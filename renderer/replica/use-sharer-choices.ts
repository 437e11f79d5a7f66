import { useMemo } from 'react';
import { useDoctorsHere } from './use-doctors-here.ts';

/**
 * The doctors who may share working time at a branch, those who work there, by name; null is any
 * branch. `exceptId` is left out, who shares with nobody if not with another.
 */
export function useSharerChoices(
  branchId: string | null,
  exceptId: string | null = null,
): readonly string[] {
  const doctors = useDoctorsHere(branchId);
  return useMemo(
    () => doctors.map(({ id }) => id).filter((id) => id !== exceptId),
    [doctors, exceptId],
  );
}
