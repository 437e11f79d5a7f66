import { useMemo } from 'react';
import { sharersAt } from '../../shared/domain/slots/sharers-at.ts';
import type { DeskAppointment } from '../../shared/wire/desk/rows.ts';
import { useRows } from './rows-store.ts';

type Time = Pick<DeskAppointment, 'branchId' | 'doctorId' | 'startMs' | 'endMs'>;

/** The other doctors who share a time; none while no time is chosen. */
export function useSharers(time: Time | null): readonly string[] {
  const sessions = useRows('sessions');
  const { branchId = '', doctorId = '', startMs = 0, endMs = 0 } = time ?? {};
  return useMemo(
    () => sharersAt(sessions.values(), { branchId, doctorId, startMs, endMs }),
    [sessions, branchId, doctorId, startMs, endMs],
  );
}
