import { instantOfDay, wallToDay } from '../../../shared/time/day.ts';
import { wallToInstantLenient } from '../../../shared/time/local-time.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { RowsMessage } from '../../../shared/wire/desk/down.ts';
import type { DeskAppointment, DeskCollection, DeskRows } from '../../../shared/wire/desk/rows.ts';
import { doctorIds, sampleBook } from './sample-book.ts';

const ZONE = knownTimeZone('Asia/Kolkata');
const BRANCH = 'b0';
const HOURS = { opensMin: 420, closesMin: 1140 };
const HUES = ['green', 'violet', 'red', 'teal'] as const;
const REPLICA = 'r0';

/** Rows of one collection, as the host tells a desk. */
export const rowsMessage = <C extends DeskCollection>(
  collection: C,
  put: readonly DeskRows[C][],
  reset = false,
): RowsMessage => ({ type: 'rows', collection, reset, put, gone: [] }) as unknown as RowsMessage;

/** The same appointments as those of `sampleBook`, as a host tells a desk of them. */
export const sampleAppointments = (count: number): DeskAppointment[] =>
  sampleBook(count).map((event, index) => ({
    ...{ id: event.id, branchId: BRANCH, doctorId: event.doctorId, patientId: `p${index}` },
    serviceId: `s${HUES.indexOf(event.serviceColour as (typeof HUES)[number])}`,
    sessionId: sessionId(event.doctorId, wallToDay(+event.start)),
    startMs: wallToInstantLenient(ZONE, +event.start),
    endMs: wallToInstantLenient(ZONE, +event.end),
    ...{ status: 'booked', note: '', overbookReason: null, overQuotaReason: null },
    ...{ emergency: false, toldByPhone: false, cancelReason: null, supersededBy: null },
    ...{ madeBy: REPLICA, madeHlc: index, withRight: true, capacity: 1, importId: null, moves: 0 },
    ...{ patientName: event.title, patientPhone: null, verdict: 'active', blockerId: null },
    ...{ firm: true, unsynced: false },
  }));

/** What stands around them: the branch, its doctors and services, and a session a doctor and day. */
export function sampleSurroundings(appointments: readonly DeskAppointment[]): RowsMessage[] {
  const days = new Set(appointments.map(({ startMs }) => wallToDay(startMs + ZONE_MS)));
  const home = { branchId: BRANCH, homeReplica: REPLICA, deleted: false };
  const session = (doctorId: string, day: string): DeskRows['sessions'] => ({
    ...{ ...home, id: sessionId(doctorId, day), doctorId, seriesId: null },
    startMs: instantOfDay(ZONE, day, HOURS.opensMin + 30),
    endMs: instantOfDay(ZONE, day, HOURS.closesMin - 30),
    ...{ slotMin: 15, capacity: 1, tags: [], confirmed: true, refusedFor: null },
  });
  return [
    rowsMessage('branches', [
      { id: BRANCH, name: 'Salt Lake', timeZone: 'Asia/Kolkata', ...HOURS, ...RIGHTS },
    ]),
    rowsMessage('doctors', doctorIds.map(aDoctor)),
    rowsMessage(
      'doctorBranches',
      doctorIds.map((id) => ({ id: `at-${id}`, doctorId: id, branchId: BRANCH, deleted: false })),
    ),
    rowsMessage('services', HUES.map(aService)),
    rowsMessage(
      'sessions',
      doctorIds.flatMap((id) => [...days].map((day) => session(id, day))),
      true,
    ),
  ];
}

const ZONE_MS = 5.5 * 3_600_000;
const RIGHTS = { homeReplica: REPLICA, givesWhenAsked: false };

const sessionId = (doctorId: string, day: string): string => `${doctorId} ${day}`;

const aDoctor = (id: string): DeskRows['doctors'] => ({
  ...{ id, name: `Doctor ${id}`, speciality: 'General', kind: 'full-time', active: true },
});

const aService = (hue: (typeof HUES)[number], nth: number): DeskRows['services'] => ({
  ...{ id: `s${nth}`, name: `Consultation ${nth}`, durationMin: 15, hue, active: true },
});
