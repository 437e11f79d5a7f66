import { useMemo } from 'react';
import type { DeskAppointment } from '../../shared/wire/desk/rows.ts';
import { useRows, useRowsWithin } from './rows-store.ts';

type Visit = Pick<DeskAppointment, 'id' | 'branchId' | 'doctorId' | 'startMs' | 'endMs'>;

/** Who assists in a visit, and who else of the branch could. */
export function useAssistants(visit: Visit) {
  const { id, branchId, doctorId, startMs, endMs } = visit;
  const near = useRowsWithin('appointments', { startMs, endMs });
  const doctors = useRows('doctors');
  const places = useRows('doctorBranches');
  return useMemo(() => {
    const assistants = near.filter((one) => one.assistsId === id && one.verdict !== 'none');
    const taken = new Set([doctorId, ...assistants.map((one) => one.doctorId)]);
    const here = [...places.values()].filter(
      (place) => place.branchId === branchId && !place.deleted && !taken.has(place.doctorId),
    );
    const others = here
      .flatMap((place) => doctors.get(place.doctorId) ?? [])
      .filter(({ active }) => active)
      .toSorted((a, b) => a.name.localeCompare(b.name));
    return { assistants, others };
  }, [near, doctors, places, id, branchId, doctorId]);
}
