import { useMemo } from 'react';
import { useRows } from './rows-store.ts';

/**
 * The doctors who may share working time at a branch, those who work there, by name; null is any
 * branch. `exceptId` is left out, who shares with nobody if not with another.
 */
export function useSharerChoices(
  branchId: string | null,
  exceptId: string | null = null,
): readonly { readonly value: string; readonly label: string }[] {
  const doctors = useRows('doctors');
  const places = useRows('doctorBranches');
  return useMemo(() => {
    const here = [...places.values()].filter(
      (at) => !at.deleted && (branchId === null || at.branchId === branchId),
    );
    return [...new Set(here.map(({ doctorId }) => doctorId))]
      .flatMap((id) => (id === exceptId ? [] : (doctors.get(id) ?? [])))
      .filter(({ active }) => active)
      .map(({ id, name }) => ({ value: id, label: name }))
      .toSorted((a, b) => a.label.localeCompare(b.label));
  }, [doctors, places, branchId, exceptId]);
}
