import { HOLD_MIN } from '../../../shared/model/choices.ts';
import { PLAIN_SERVICE } from '../../../shared/model/service.ts';
import { instantOfDay, wallToDay } from '../../../shared/time/day.ts';
import { wallToInstantLenient } from '../../../shared/time/local-time.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { RowsMessage } from '../../../shared/wire/desk/down.ts';
import type { DeskAppointment, DeskCollection, DeskRows } from '../../../shared/wire/desk/rows.ts';
import { doctorIds, sampleBook } from './sample-book.ts';

const ZONE = knownTimeZone('Asia/Kolkata');
const BRANCH = idOf('b', 0);
const HOURS = { opensMin: 420, closesMin: 1140 };
/** Too large for the small integers that cost a row nothing. */
const FIRST_HLC = 1_700_000_000_000_000;
const FIRST_PHONE = 30_000_000;
const HUES = ['green', 'violet', 'red', 'teal'] as const;
const REPLICA = idOf('r', 0);

/** As long as the ids of the program, which are what fills most of a row. */
function idOf(kind: string, nth: number): string {
  const text = nth.toString(16).padStart(12, '0');
  return `${kind.charCodeAt(0).toString(16).padStart(8, '0')}-0000-7000-8000-${text}`;
}

/** The host tells no more in one message. */
const ROWS_PER_MESSAGE = 1000;

/** Many rows of one collection, as they cross the line to a browser: the text of each message. */
export function rowsTexts<C extends DeskCollection>(
  collection: C,
  rows: readonly DeskRows[C][],
): string[] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_MESSAGE) }, (_, nth) => {
    const put = rows.slice(nth * ROWS_PER_MESSAGE, (nth + 1) * ROWS_PER_MESSAGE);
    return JSON.stringify(rowsMessage(collection, put, nth === 0));
  });
}

/** Rows of one collection, as the host tells a desk. */
export const rowsMessage = <C extends DeskCollection>(
  collection: C,
  put: readonly DeskRows[C][],
  reset = false,
): RowsMessage => ({ type: 'rows', collection, reset, put, gone: [] }) as unknown as RowsMessage;

/** The same appointments as those of `sampleBook`, as a host tells a desk of them. */
export const sampleAppointments = (count: number): DeskAppointment[] =>
  sampleBook(count).map((event, index) => ({
    ...{ id: idOf('a', index), branchId: BRANCH, patientId: idOf('p', index) },
    doctorId: doctorIdOf(event.doctorId),
    serviceId: idOf('s', HUES.indexOf(event.serviceColour as (typeof HUES)[number])),
    sessionId: sessionId(event.doctorId, wallToDay(+event.start)),
    startMs: wallToInstantLenient(ZONE, +event.start),
    endMs: wallToInstantLenient(ZONE, +event.end),
    ...{ status: 'booked', note: '', overbookReason: null, overQuotaReason: null },
    ...{ emergency: false, toldByPhone: false, cancelReason: null, supersededBy: null },
    ...{ unseated: false, assistsId: null, cancelledBy: null, courseId: null, withEither: false },
    ...{
      madeBy: REPLICA,
      madeHlc: FIRST_HLC + index,
      withRight: true,
      capacity: 1,
      importId: null,
      moves: 0,
      steps: [],
    },
    ...{
      patientName: event.title,
      patientPhone: `+9198${FIRST_PHONE + index}`,
      verdict: 'active',
      blockerId: null,
    },
    ...{ firm: true, unsynced: false },
  }));

/** What stands around them: the branch, its doctors and services, and a session a doctor and day. */
export function sampleSurroundings(appointments: readonly DeskAppointment[]): RowsMessage[] {
  const days = new Set(appointments.map(({ startMs }) => wallToDay(startMs + ZONE_MS)));
  const home = { branchId: BRANCH, homeReplica: REPLICA, deleted: false };
  const session = (doctor: string, day: string): DeskRows['sessions'] => ({
    ...{ ...home, id: sessionId(doctor, day), doctorId: doctorIdOf(doctor), seriesId: null },
    startMs: instantOfDay(ZONE, day, HOURS.opensMin + 30),
    endMs: instantOfDay(ZONE, day, HOURS.closesMin - 30),
    ...{
      slotMin: 15,
      capacity: 1,
      tags: [],
      breaks: [],
      roomId: null,
      sharedWith: null,
      serviceIds: [],
      confirmed: true,
      refusedFor: null,
    },
  });
  return [
    rowsMessage('branches', [
      { id: BRANCH, name: 'Salt Lake', timeZone: 'Asia/Kolkata', ...HOURS, ...RIGHTS },
    ]),
    rowsMessage('doctors', doctorIds.map(aDoctor)),
    rowsMessage(
      'doctorBranches',
      doctorIds.map((doctor, nth) => ({
        ...{ id: idOf('w', nth), doctorId: doctorIdOf(doctor), branchId: BRANCH, deleted: false },
      })),
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
const RIGHTS = { homeReplica: REPLICA, givesWhenAsked: false, holdMin: HOLD_MIN };

const doctorIdOf = (doctor: string): string => idOf('d', doctorIds.indexOf(doctor));

const sessionId = (doctor: string, day: string): string =>
  idOf('e', (Date.parse(day) / 86_400_000) * doctorIds.length + doctorIds.indexOf(doctor));

const aDoctor = (doctor: string): DeskRows['doctors'] => ({
  ...{
    id: doctorIdOf(doctor),
    name: `Doctor ${doctor}`,
    speciality: 'General',
    kind: 'full-time',
    active: true,
  },
});

const aService = (hue: (typeof HUES)[number], nth: number): DeskRows['services'] => ({
  ...{
    id: idOf('s', nth),
    name: `Consultation ${nth}`,
    durationMin: 15,
    hue,
    active: true,
    ...PLAIN_SERVICE,
  },
});
