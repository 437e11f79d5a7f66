import { present } from '../core/assert.ts';
import { generateSessions } from '../domain/schedule/generate-sessions.ts';
import type { Series, Session } from '../model/session.ts';
import { NOBODY_TOLD, type TimeOff } from '../model/time-off.ts';
import { parseClockTime } from '../time/clock-time.ts';
import { addDays, type DayKey, dayEndMs, dayStartMs } from '../time/day.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { AWAY, SAMPLE_DOCTORS, type SampleDoctor } from './sample-doctors.ts';
import { sampleId } from './sample-id.ts';
import { SAMPLE_BRANCHES } from './sample-places.ts';

const SLOT_MIN = 15;

/** The weekly working times of all doctors, as series. `homeReplica` books in them firmly. */
export const generateSeries = (firstDay: DayKey, homeReplica: string): readonly Series[] =>
  SAMPLE_DOCTORS.flatMap((doctor) =>
    doctor.blocks.map((block, i) => ({
      id: sampleId(`series:${doctor.key}:${i}`),
      branchId: SAMPLE_BRANCHES[block.branch].id,
      doctorId: sampleId(`doctor:${doctor.key}`),
      rule: `FREQ=WEEKLY;BYDAY=${block.days}`,
      firstDay,
      startMin: minuteOf(block.from),
      endMin: minuteOf(block.to),
      slotMin: SLOT_MIN,
      capacity: 1,
      tags: [...block.tags],
      breaks: [],
      roomId: null,
      sharedWith: null,
      serviceIds: [],
      homeReplica,
      deleted: false,
    })),
  );

function minuteOf(clock: string): number {
  const minute = parseClockTime(clock);
  return present(minute.ok ? minute.value : null, 'The sample writes times as HH:MM.');
}

/** The sessions of one doctor from a day on through another. */
export function sessionsOf(
  doctor: SampleDoctor,
  series: readonly Series[],
  days: { readonly zone: TimeZone; readonly firstDay: DayKey; readonly lastDay: DayKey },
): readonly Session[] {
  const doctorId = sampleId(`doctor:${doctor.key}`);
  const fromMs = dayStartMs(days.zone, days.firstDay);
  return series
    .filter((one) => one.doctorId === doctorId)
    .flatMap((one) => {
      const sessions = generateSessions(one, days.zone, days);
      return present(sessions.ok ? sessions.value : null, 'The rules of the sample are rules.');
    })
    .filter((session) => session.startMs >= fromMs)
    .sort((a, b) => a.startMs - b.startMs);
}

/** One doctor has been away since yesterday, and will be for some days. */
export const generateTimeOff = (zone: TimeZone, today: DayKey): TimeOff => ({
  id: sampleId('time-off:1'),
  doctorId: sampleId(`doctor:${AWAY}`),
  startMs: dayStartMs(zone, addDays(today, -1)),
  endMs: dayEndMs(zone, addDays(today, 4)),
  kind: 'emergency',
  reason: 'A death in the family',
  roomId: null,
  ...NOBODY_TOLD,
  deleted: false,
});
