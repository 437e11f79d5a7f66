import { useMemo } from 'react';
import { useDoctorsHere } from './use-doctors-here.ts';

/**
 * The doctors who may share working time at a branch, those who work there, by name; null is any
 * branch. `exceptId` is left out, who shares with nobody if not with another.
 */
export function useSharerChoices(
  branchId: string | null,
  exceptId: string | null = null,
): readonly { readonly value: string; readonly label: string }[] {
  const doctors = useDoctorsHere(branchId);
  return useMemo(
    () =>
      doctors
        .filter(({ id }) => id !== exceptId)
        .map(({ id, name }) => ({ value: id, label: name })),
    [doctors, exceptId],
  );
}
