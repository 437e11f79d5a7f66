import { useMemo } from 'react';
import type { Doctor } from '../../../../shared/model/doctor.ts';
import { type DayKey, dayEndMs, dayStartMs } from '../../../../shared/time/day.ts';
import { type Interval, intersect, overlaps } from '../../../../shared/time/interval.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { DoctorColumn } from '../../../state/event-view.ts';
import { useSession } from '../../../state/session-store.ts';
import { isShown } from '../to-event-view.ts';

/** The doctors of the branch, with how full the chosen day is; a doctor sees the own column. */
export function useDoctorColumns(
  { branch, zone }: BranchTime,
  day: DayKey,
): readonly DoctorColumn[] {
  const doctors = useRows('doctors');
  const places = useRows('doctorBranches');
  const sessions = useRows('sessions');
  const appointments = useRows('appointments');
  const timeOff = useRows('timeOff');
  const ownId = useSession((session) => session.me?.doctorId ?? null);
  return useMemo(() => {
    const today = { startMs: dayStartMs(zone, day), endMs: dayEndMs(zone, day) };
    const here = new Set(
      [...places.values()]
        .filter((p) => p.branchId === branch.id && !p.deleted)
        .map((p) => p.doctorId),
    );
    const open = sumByDoctor(
      [...sessions.values()].filter((s) => s.branchId === branch.id && !s.deleted),
      today,
    );
    const booked = sumByDoctor(
      [...appointments.values()].filter(
        (a) => a.branchId === branch.id && isShown(a) && a.verdict !== 'displaced',
      ),
      today,
    );
    const away = new Set(
      [...timeOff.values()]
        .filter((off) => !off.deleted && coversWork(off, today))
        .map((off) => off.doctorId),
    );
    return [...doctors.values()]
      .filter((doctor) => doctor.active && here.has(doctor.id))
      .filter((doctor) => ownId === null || doctor.id === ownId)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((doctor) => toColumn(doctor, open, booked, away.has(doctor.id)));
  }, [doctors, places, sessions, appointments, timeOff, ownId, branch, zone, day]);
}

function toColumn(
  doctor: Doctor,
  open: ReadonlyMap<string, number>,
  booked: ReadonlyMap<string, number>,
  away: boolean,
): DoctorColumn {
  const openMs = open.get(doctor.id) ?? 0;
  const share = openMs > 0 ? Math.min(1, (booked.get(doctor.id) ?? 0) / openMs) : null;
  return {
    id: doctor.id,
    name: doctor.name,
    initials: doctor.name
      .split(/\s+/)
      .map((part) => part[0] ?? '')
      .join('')
      .slice(0, 2)
      .toUpperCase(),
    speciality: doctor.speciality,
    utilisation: away ? null : share,
    away,
  };
}

function sumByDoctor(
  rows: readonly (Interval & { readonly doctorId: string })[],
  within: Interval,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const part = overlaps(row, within) ? intersect(row, within) : null;
    if (part === null) continue;
    sums.set(row.doctorId, (sums.get(row.doctorId) ?? 0) + part.endMs - part.startMs);
  }
  return sums;
}

const HALF_DAY_MS = 12 * 3_600_000;

/** An hour at the dentist is no day off. */
function coversWork(off: Interval, day: Interval): boolean {
  const part = overlaps(off, day) ? intersect(off, day) : null;
  return part !== null && part.endMs - part.startMs >= HALF_DAY_MS;
}
