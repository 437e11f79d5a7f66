import { dayToWall, instantOfDay } from '../../time/day.ts';
import { wallToInstant } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { type DateFormat, readAvailable, readDay, readMinute, readSex } from './import-fields.ts';

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
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isAvailable: boolean;
  readonly patientNumber: string | null;
  readonly note: string;
}

export interface PatientRow {
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
const NAME_MAX = 200;
const ID_MAX = 60;

const problem = (kind: RowProblem['kind'], column: string, value: string) => ({
  problem: { kind, column, value: value.slice(0, 80) },
});

/** One line of a file of slots, in the branch's wall time. */
export function readSlotRow(
  cell: Cell,
  how: { readonly dateFormat: DateFormat; readonly slotMin: number; readonly zone: TimeZone },
): Read<SlotRow> {
  const id = cell('id');
  if (id === '') return problem('missing', 'id', '');
  if (id.length > ID_MAX) return problem('too-long', 'id', id);
  const day = readDay(cell('date'), how.dateFormat);
  if (day === null) return problem('impossible-date', 'date', cell('date'));
  const minute = readMinute(cell('time'));
  if (minute === null) return problem('impossible-time', 'time', cell('time'));
  const start = wallToInstant(how.zone, dayToWall(day, minute));
  if (start.kind === 'skipped') return problem('time-skipped', 'time', cell('time'));
  const startMs = instantOfDay(how.zone, day, minute);
  const endMs = readEnd(cell, startMs, how.slotMin, (end) => instantOfDay(how.zone, day, end));
  if (endMs === null || endMs <= startMs) {
    return problem('impossible-time', 'end-time', cell('end-time') || cell('duration'));
  }
  const available = cell('available');
  const isAvailable = available === '' ? true : readAvailable(available);
  if (isAvailable === null) return problem('not-understood', 'available', available);
  const patientNumber = cell('patient-id') || null;
  return { row: { id, startMs, endMs, isAvailable, patientNumber, note: cell('note') } };
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
export function readPatientRow(cell: Cell, dateFormat: DateFormat): Read<PatientRow> {
  const number = cell('id');
  if (number === '') return problem('missing', 'id', '');
  if (number.length > ID_MAX) return problem('too-long', 'id', number);
  const name = cell('name') || [cell('first-name'), cell('last-name')].filter(Boolean).join(' ');
  if (name === '') return problem('missing', 'name', '');
  if (name.length > NAME_MAX) return problem('too-long', 'name', name);
  const born = cell('birth-date');
  const birthDate = born === '' ? null : readDay(born, dateFormat);
  if (born !== '' && birthDate === null) return problem('impossible-date', 'birth-date', born);
  const phone = cell('phone').slice(0, 40) || null;
  return { row: { number, name, sex: readSex(cell('sex')), birthDate, phone, note: cell('note') } };
}
