import { useMemo } from 'react';
import type { Doctor } from '../../shared/model/doctor.ts';
import { useRows } from './rows-store.ts';

/** The doctors who work at a branch, by name; null is any branch. */
export function useDoctorsHere(branchId: string | null): readonly Doctor[] {
  const doctors = useRows('doctors');
  const places = useRows('doctorBranches');
  return useMemo(() => {
    const here = [...places.values()].filter((at) => branchId === null || at.branchId === branchId);
    const ids = new Set(here.filter(({ deleted }) => !deleted).map(({ doctorId }) => doctorId));
    return [...doctors.values()]
      .filter(({ id, active }) => active && ids.has(id))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }, [doctors, places, branchId]);
}
