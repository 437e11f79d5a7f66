import { dayToWall, instantOfDay } from '../../time/day.ts';
import { wallToInstant } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { ownIdOf } from '../calendar/own-uid.ts';
import { type DateFormat, readDay, readMinute, readSex } from './import-fields.ts';
import type { PatientRow, RowProblem } from './read-rows.ts';

/** One appointment of a file: when, with whom, for what, and whose. */
export interface VisitRow {
  /** Where the row stands in the file. */
  readonly line: number;
  /** By what the other program knows it; null if the file does not say. */
  readonly id: string | null;
  /** Which appointment of a book of Daybook's it says that it is; null if of none. */
  readonly ownId: string | null;
  readonly startMs: number;
  /** null leaves it to the service. */
  readonly endMs: number | null;
  /** As the file writes them; empty leaves it to whoever imports it. */
  readonly doctor: string;
  readonly service: string;
  readonly isCancelled: boolean;
  readonly note: string;
  readonly patient: Pick<PatientRow, 'name' | 'sex' | 'birthDate' | 'phone'> & {
    readonly number: string | null;
    readonly email: string | null;
  };
}

type Read = { readonly row: VisitRow } | { readonly problem: RowProblem };
type Cell = (field: string) => string;

const MINUTE_MS = 60_000;
const VISIT_MINUTES_MAX = 480;
const LENGTHS = {
  id: 60,
  'patient-id': 60,
  phone: 40,
  email: 200,
  note: 500,
  doctor: 200,
  service: 200,
};
const NAME_MAX = 120;
const CALLED_OFF = /^(cancel.*|called off|annul.*|storniert|abgesagt|yes|y|true|1|x)$/i;
/** Of other programs, and as Daybook writes what became of its own. */
const IS_ON =
  /^(|no|n|false|0|booked|confirmed|scheduled|planned|pending|active|open|new|held|waitlisted|arrived|checked-in|in-consult|completed|no-show|displaced)$/i;

const problem = (kind: RowProblem['kind'], column: string, value: string) => ({
  problem: { kind, column, value: value.slice(0, 80) },
});

/** One line of a file of appointments, in the branch's wall time. */
export function readVisitRow(
  cell: Cell,
  line: number,
  how: { readonly dateFormat: DateFormat; readonly zone: TimeZone },
): Read {
  const long = Object.entries(LENGTHS).find(([field, max]) => cell(field).length > max)?.[0];
  if (long) return problem('too-long', long, cell(long));
  const name = cell('name') || [cell('first-name'), cell('last-name')].filter(Boolean).join(' ');
  if (name.length > NAME_MAX) return problem('too-long', 'name', name);
  if (name === '' && cell('patient-id') === '') return problem('missing', 'name', '');
  const time = readTime(cell, how);
  if ('problem' in time) return time;
  const born = cell('birth-date');
  const birthDate = born === '' ? null : readDay(born, how.dateFormat);
  if (born !== '' && birthDate === null) return problem('impossible-date', 'birth-date', born);
  const status = cell('status');
  const isCancelled = CALLED_OFF.test(status);
  if (!isCancelled && !IS_ON.test(status)) return problem('not-understood', 'status', status);
  const row: VisitRow = {
    ...{ line, id: cell('id') || null, ownId: ownIdOf(cell('id')), ...time },
    ...{ doctor: cell('doctor'), service: cell('service'), note: cell('note') },
    isCancelled,
    patient: {
      ...{ number: cell('patient-id') || null, name, birthDate },
      ...{ phone: cell('phone') || null, email: cell('email') || null },
      ...{ sex: readSex(cell('sex')) },
    },
  };
  return { row };
}

function readTime(
  cell: Cell,
  { dateFormat, zone }: { readonly dateFormat: DateFormat; readonly zone: TimeZone },
): Pick<VisitRow, 'startMs' | 'endMs'> | { readonly problem: RowProblem } {
  const day = readDay(cell('date'), dateFormat);
  if (day === null) return problem('impossible-date', 'date', cell('date'));
  const minute = readMinute(cell('time'));
  if (minute === null) return problem('impossible-time', 'time', cell('time'));
  if (wallToInstant(zone, dayToWall(day, minute)).kind === 'skipped') {
    return problem('time-skipped', 'time', cell('time'));
  }
  const startMs = instantOfDay(zone, day, minute);
  const [end, duration] = [cell('end-time'), cell('duration')];
  if (end === '' && duration === '') return { startMs, endMs: null };
  const endMinute = end === '' ? null : readMinute(end);
  const minutes =
    end === ''
      ? Number(duration)
      : endMinute === null
        ? Number.NaN
        : (instantOfDay(zone, day, endMinute) - startMs) / MINUTE_MS;
  const isLength = Number.isInteger(minutes) && minutes >= 1 && minutes <= VISIT_MINUTES_MAX;
  return isLength
    ? { startMs, endMs: startMs + minutes * MINUTE_MS }
    : problem('impossible-time', end === '' ? 'duration' : 'end-time', end || duration);
}
