import { formatClockTime } from '../../time/clock-time.ts';
import { minuteOfDay, wallToDay } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

type Row = readonly (string | number)[];

/** An appointment as a line of a table. */
export interface VisitLine extends Interval {
  readonly id: string;
  readonly doctor: string;
  /** The doctor in whose visit this one assists; none where it is their own. */
  readonly assists: string | null;
  readonly withEither: boolean;
  readonly service: string;
  readonly branch: string;
  readonly room: string;
  readonly status: string;
  readonly firm: boolean;
  readonly patient: string;
  readonly patientNumber: string | null;
  readonly patientPhone: string | null;
  readonly note: string;
}

export interface SlotLine extends Interval {
  readonly id: string;
  readonly doctor: string;
  readonly tags: readonly string[];
  readonly room: string;
  /** What its session is for, by name. */
  readonly services: readonly string[];
  /** Empty if nobody is named by the session. */
  readonly sharedWith: string;
  /** How many are seen at once. */
  readonly capacity: number;
  readonly isClosed: boolean;
  readonly isTaken: boolean;
  readonly patientNumber: string | null;
  readonly note: string;
}

/** How the columns of a table are read: by the clocks of a branch, with or without the patients. */
interface Look {
  readonly zone: TimeZone;
  readonly namesPatients: boolean;
}

/** Appointments under headings, the patients only where they are named. */
export function visitRows(visits: readonly VisitLine[], look: Look): readonly Row[] {
  const named = ['patient-id', 'patient', 'phone', 'note'];
  const header = [
    'id',
    ...WHEN,
    'doctor',
    'service',
    'branch',
    'room',
    'status',
    'firm',
    'assists',
    'with-either',
  ];
  const rows = visits.map((visit): Row => {
    const { id, doctor, service, branch, room, status, firm, assists, withEither } = visit;
    const what = [doctor, service, branch, room, status, yesNo(firm), assists ?? ''];
    const row = [id, ...when(visit, look.zone), ...what, yesNo(withEither)];
    const { patientNumber, patient, patientPhone, note } = visit;
    return look.namesPatients
      ? [...row, patientNumber ?? '', patient, patientPhone ?? '', note]
      : row;
  });
  return [look.namesPatients ? [...header, ...named] : header, ...rows];
}

/** Slots under the headings by which they are read in again. */
export function slotRows(slots: readonly SlotLine[], look: Look): readonly Row[] {
  const header = [
    ...['id', ...WHEN, 'doctor', 'room', 'marks', 'services', 'shared-with', 'capacity'],
    'available',
  ];
  const rows = slots.map((slot): Row => {
    const isFree = !slot.isClosed && !slot.isTaken;
    const row = [
      slot.id,
      ...when(slot, look.zone),
      slot.doctor,
      slot.room,
      marksText(slot.tags),
      slot.services.join('; '),
      slot.sharedWith,
      slot.capacity,
      yesNo(isFree),
    ];
    return look.namesPatients ? [...row, slot.patientNumber ?? '', slot.note] : row;
  });
  return [look.namesPatients ? [...header, 'patient-id', 'note'] : header, ...rows];
}

/** As they are read in again. */
const marksText = (tags: readonly string[]): string => tags.join('; ');

const WHEN = ['date', 'time', 'duration'];
const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

function when({ startMs, endMs }: Interval, zone: TimeZone): Row {
  const wall = instantToWall(zone, startMs);
  const minutes = Math.round((endMs - startMs) / 60_000);
  return [wallToDay(wall), formatClockTime(minuteOfDay(wall)), minutes];
}
