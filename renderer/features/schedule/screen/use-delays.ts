import { useEffect, useMemo, useState } from 'react';
import { doctorDelayMs } from '../../../../shared/domain/queue/doctor-delay.ts';
import { type DayKey, dayAt, dayEndMs, dayStartMs } from '../../../../shared/time/day.ts';
import { useRowsWithin } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';

const MINUTE_MS = 60_000;
const REFRESH_MS = 30_000;
/** Less is not worth a word. */
const SAID_MIN = 5;

/** By how many minutes doctors run late now, on the day that is today; the same map as long as none changes. */
export function useDelays({ branch, zone }: BranchTime, day: DayKey): ReadonlyMap<string, number> {
  const nowMs = useMinute();
  const isToday = dayAt(zone, nowMs) === day;
  const visits = useRowsWithin('appointments', {
    startMs: dayStartMs(zone, day),
    endMs: dayEndMs(zone, day),
  });
  const said = useMemo(() => {
    if (!isToday) return '[]';
    const here = visits.filter(({ branchId, verdict }) => {
      return branchId === branch.id && verdict !== 'displaced';
    });
    const late = [...Map.groupBy(here, ({ doctorId }) => doctorId)].map(
      ([doctorId, own]) => [doctorId, Math.floor(doctorDelayMs(own, nowMs) / MINUTE_MS)] as const,
    );
    return JSON.stringify(late.filter(([, minutes]) => minutes >= SAID_MIN));
  }, [visits, branch, isToday, nowMs]);
  return useMemo(() => new Map(JSON.parse(said) as [string, number][]), [said]);
}

function useMinute(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
