import { ROOM_NAME_MAX, SLOT_MAX, SLOT_MIN } from '../../model/choices.ts';
import { isCapacity } from '../../model/session.ts';
import { dayToWall, instantOfDay } from '../../time/day.ts';
import { wallToInstant } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import {
  type DateFormat,
  readAvailable,
  readDay,
  readMarks,
  readMinute,
  readSex,
} from './import-fields.ts';

/** What is wrong with a value, and where. */
export interface RowProblem {
  readonly kind:
    | 'missing'
    | 'impossible-date'
    | 'impossible-time'
    | 'time-skipped'
    | 'too-long'
    | 'not-understood';
  readonly column: string;
  readonly value: string;
}

export interface SlotRow {
  /** Where the row stands in the file. */
  readonly line: number;
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isAvailable: boolean;
  readonly patientNumber: string | null;
  readonly note: string;
  readonly tags: readonly string[];
  /** What it is for, as the file calls it; empty for whatever the doctor does. */
  readonly services: string;
  /** The doctor who shares it, as the file calls them; empty for nobody. */
  readonly sharedWith: string;
  /** How many are seen at once. */
  readonly capacity: number;
  /** As the file calls it; empty for none. */
  readonly room: string;
}

export interface PatientRow {
  readonly line: number;
  readonly number: string;
  readonly name: string;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly note: string;
}

type Read<T> = { readonly row: T } | { readonly problem: RowProblem };
type Cell = (field: string) => string;

const MINUTE_MS = 60_000;
/** What the record of a person, a visit and a slot can hold. */
const TEXT_MAX = {
  id: 60,
  name: 200,
  phone: 40,
  'patient-id': 60,
  'shared-with': 200,
  services: 4000,
  room: ROOM_NAME_MAX,
} as const;
const PATIENT_NOTE_MAX = 4000;
const SLOT_NOTE_MAX = 500;

const problem = (kind: RowProblem['kind'], column: string, value: string) => ({
  problem: { kind, column, value: value.slice(0, 80) },
});

/** One line of a file of slots, in the branch's wall time. */
export function readSlotRow(
  cell: Cell,
  line: number,
  how: { readonly dateFormat: DateFormat; readonly slotMin: number; readonly zone: TimeZone },
): Read<SlotRow> {
  const id = cell('id');
  if (id === '') return problem('missing', 'id', '');
  const long = tooLong(
    cell,
    ['id', 'patient-id', 'shared-with', 'services', 'room'],
    SLOT_NOTE_MAX,
  );
  if (long) return long;
  const day = readDay(cell('date'), how.dateFormat);
  if (day === null) return problem('impossible-date', 'date', cell('date'));
  const minute = readMinute(cell('time'));
  if (minute === null) return problem('impossible-time', 'time', cell('time'));
  const start = wallToInstant(how.zone, dayToWall(day, minute));
  if (start.kind === 'skipped') return problem('time-skipped', 'time', cell('time'));
  const startMs = instantOfDay(how.zone, day, minute);
  const endMs = readEnd(cell, startMs, how.slotMin, (end) => instantOfDay(how.zone, day, end));
  if (endMs === null || !isSlotLength(startMs, endMs)) {
    return problem('impossible-time', 'end-time', cell('end-time') || cell('duration'));
  }
  const available = cell('available');
  const isAvailable = available === '' ? true : readAvailable(available);
  if (isAvailable === null) return problem('not-understood', 'available', available);
  const tags = readMarks(cell('marks'));
  if (tags === null) return problem('too-long', 'marks', cell('marks'));
  const patientNumber = cell('patient-id') || null;
  const [note, sharedWith, services] = [cell('note'), cell('shared-with'), cell('services')];
  const capacity = cell('capacity') === '' ? 1 : Number(cell('capacity'));
  if (!isCapacity(capacity)) return problem('not-understood', 'capacity', cell('capacity'));
  const room = cell('room');
  const what = { isAvailable, patientNumber, note, tags, services, sharedWith, capacity, room };
  return { row: { line, id, startMs, endMs, ...what } };
}

/** The first text that is longer than its record can hold. */
function tooLong(
  cell: Cell,
  fields: readonly (keyof typeof TEXT_MAX)[],
  noteMax: number,
): { readonly problem: RowProblem } | null {
  const field = fields.find((one) => cell(one).length > TEXT_MAX[one]);
  if (field) return problem('too-long', field, cell(field));
  return cell('note').length > noteMax ? problem('too-long', 'note', cell('note')) : null;
}

function isSlotLength(startMs: number, endMs: number): boolean {
  const minutes = (endMs - startMs) / MINUTE_MS;
  return Number.isInteger(minutes) && minutes >= SLOT_MIN && minutes <= SLOT_MAX;
}

function readEnd(
  cell: Cell,
  startMs: number,
  slotMin: number,
  toInstant: (minute: number) => number,
): number | null {
  const end = cell('end-time');
  if (end !== '') {
    const minute = readMinute(end);
    return minute === null ? null : toInstant(minute);
  }
  const duration = cell('duration');
  if (duration === '') return startMs + slotMin * MINUTE_MS;
  const minutes = Number(duration);
  return Number.isInteger(minutes) && minutes > 0 ? startMs + minutes * MINUTE_MS : null;
}

/** One line of a file of patients. */
export function readPatientRow(cell: Cell, line: number, dateFormat: DateFormat): Read<PatientRow> {
  const number = cell('id');
  if (number === '') return problem('missing', 'id', '');
  const name = cell('name') || [cell('first-name'), cell('last-name')].filter(Boolean).join(' ');
  if (name === '') return problem('missing', 'name', '');
  if (name.length > TEXT_MAX.name) return problem('too-long', 'name', name);
  const long = tooLong(cell, ['id', 'phone'], PATIENT_NOTE_MAX);
  if (long) return long;
  const born = cell('birth-date');
  const birthDate = born === '' ? null : readDay(born, dateFormat);
  if (born !== '' && birthDate === null) return problem('impossible-date', 'birth-date', born);
  const [sex, phone, note] = [readSex(cell('sex')), cell('phone') || null, cell('note')];
  return { row: { line, number, name, sex, birthDate, phone, note } };
}
