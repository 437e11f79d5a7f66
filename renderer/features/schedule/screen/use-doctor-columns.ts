import { useMemo } from 'react';
import { useShallow } from 'zustand/shallow';
import { workStretches } from '../../../../shared/domain/schedule/work-stretches.ts';
import { sharersOfEach } from '../../../../shared/domain/slots/sharers-at.ts';
import type { Doctor } from '../../../../shared/model/doctor.ts';
import { type DayKey, dayEndMs, dayStartMs, dayToWall } from '../../../../shared/time/day.ts';
import { type Interval, intersect, overlaps } from '../../../../shared/time/interval.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import { useDoctorsHere } from '../../../replica/use-doctors-here.ts';
import type { DoctorColumn } from '../../../state/event-view.ts';
import { useEventViewsStore } from '../../../state/event-views-store.ts';
import { useSession } from '../../../state/session-store.ts';
import { DAY_MS } from '../grid/wall-arithmetic.ts';
import { useDelays } from './use-delays.ts';

/** The doctors of the branch, with how full the chosen day is; a doctor sees the own column. */
export function useDoctorColumns(place: BranchTime, day: DayKey): readonly DoctorColumn[] {
  const doctors = useColumnDoctors(place);
  const open = useOpenMs(place, day);
  const booked = useBookedMs(day);
  const away = useAway(place, day);
  const delays = useDelays(place, day);
  const rooms = useRoomsThen(place, day);
  const sharers = useSharersThen(place, day);
  return useMemo(
    () =>
      doctors.map((doctor) => ({
        ...toColumn(doctor, open, booked, away.has(doctor.id)),
        lateMin: delays.get(doctor.id) ?? 0,
        rooms: rooms.get(doctor.id) ?? '',
        sharedWith: sharers.get(doctor.id) ?? '',
      })),
    [doctors, open, booked, away, delays, rooms, sharers],
  );
}

/** Whose columns there are: a doctor sees the own alone. */
function useColumnDoctors({ branch }: BranchTime): readonly Doctor[] {
  const doctors = useDoctorsHere(branch.id);
  const ownId = useSession((session) => session.me?.doctorId ?? null);
  return useMemo(
    () => doctors.filter(({ id }) => ownId === null || id === ownId),
    [doctors, ownId],
  );
}

function useOpenMs({ branch, zone }: BranchTime, day: DayKey): ReadonlyMap<string, number> {
  const sessions = useRows('sessions');
  return useMemo(() => {
    const here = [...sessions.values()].filter((s) => s.branchId === branch.id && !s.deleted);
    const worked = here.flatMap((session) =>
      workStretches(session).map((stretch) => ({ ...stretch, doctorId: session.doctorId })),
    );
    return sumByDoctor(worked, dayInterval(zone, day));
  }, [sessions, branch, zone, day]);
}

/** The rooms of a doctor's sessions of a day, in the order of the day. */
function useRoomsThen({ branch, zone }: BranchTime, day: DayKey): ReadonlyMap<string, string> {
  const sessions = useRows('sessions');
  const rooms = useRows('rooms');
  return useMemo(() => {
    const today = dayInterval(zone, day);
    const then = [...sessions.values()]
      .filter((one) => one.branchId === branch.id && !one.deleted && overlaps(one, today))
      .toSorted((a, b) => a.startMs - b.startMs);
    const named = new Map<string, Set<string>>();
    for (const { doctorId, roomId } of then) {
      const name = rooms.get(roomId ?? '')?.name;
      if (name) named.set(doctorId, (named.get(doctorId) ?? new Set()).add(name));
    }
    return new Map([...named].map(([doctorId, names]) => [doctorId, [...names].join(', ')]));
  }, [sessions, rooms, branch, zone, day]);
}

/** Who shares some of a doctor's sessions of a day, by name. */
function useSharersThen({ branch, zone }: BranchTime, day: DayKey): ReadonlyMap<string, string> {
  const sessions = useRows('sessions');
  const doctors = useRows('doctors');
  return useMemo(() => {
    const today = dayInterval(zone, day);
    const then = [...sessions.values()].filter(
      (one) => one.branchId === branch.id && overlaps(one, today),
    );
    const name = (id: string): string => doctors.get(id)?.name ?? '';
    const named = new Map<string, string>();
    for (const [{ doctorId }, ids] of sharersOfEach(then)) {
      named.set(doctorId, [...ids].map(name).join(', '));
    }
    return named;
  }, [sessions, doctors, branch, zone, day]);
}

/** The same map until a doctor's sum changes: a new name on a card must not redraw the columns. */
function useBookedMs(day: DayKey): ReadonlyMap<string, number> {
  const startMs = dayToWall(day);
  return useEventViewsStore(
    useShallow(({ appointments }) => {
      const standing = [...appointments.values()].filter((view) => !view.displaced);
      const times = standing.map(({ doctorId, start, end }) => {
        return { doctorId, startMs: +start, endMs: +end };
      });
      return sumByDoctor(times, { startMs, endMs: startMs + DAY_MS });
    }),
  );
}

function useAway({ zone }: BranchTime, day: DayKey): ReadonlySet<string> {
  const timeOff = useRows('timeOff');
  return useMemo(() => {
    const today = dayInterval(zone, day);
    const away = [...timeOff.values()].filter((off) => !off.deleted && coversWork(off, today));
    return new Set(away.map((off) => off.doctorId));
  }, [timeOff, zone, day]);
}

const dayInterval = (zone: TimeZone, day: DayKey): Interval => ({
  startMs: dayStartMs(zone, day),
  endMs: dayEndMs(zone, day),
});

function toColumn(
  doctor: Doctor,
  open: ReadonlyMap<string, number>,
  booked: ReadonlyMap<string, number>,
  away: boolean,
): Omit<DoctorColumn, 'lateMin' | 'rooms' | 'sharedWith'> {
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
