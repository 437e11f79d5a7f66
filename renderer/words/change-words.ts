import type { TrailChange } from '../../shared/wire/desk/trail.ts';
import type { InstantWords } from './instant-words.ts';

/** One field of a record that changed, in words. `before` is null where the record is new. */
export interface ChangedField {
  readonly field: string;
  readonly before: string | null;
  readonly after: string;
}

/** Fields that say nothing to a person: how the program keeps its books. */
const HIDDEN = new Set([
  ...['madeBy', 'madeHlc', 'withRight', 'homeReplica', 'importId', 'intent'],
  // Who noted what and when is what the entries themselves say.
  'steps',
]);
/** More fields than these are not told of one record. */
const FIELDS_MAX = 16;
const TEXT_MAX = 160;

const NONE = '–';
const KINDS: Readonly<Record<string, string>> = {
  appUser: 'Account',
  appointment: 'Appointment',
  doctorBranch: 'Branch of a doctor',
  timeOff: 'Time off',
  closure: 'Closed day',
  dailyLimit: 'Daily limit',
  view: 'Patient',
};

/** "Appointment Ravi Menon": what a change is about, by its name where it has one. */
export function changedRecord(
  { kind, id }: TrailChange,
  names: Readonly<Record<string, string>>,
): string {
  const what = KINDS[kind] ?? fieldWords(kind);
  return names[id] ? `${what} ${names[id]}` : what;
}

/** What was changed of a record, field by field. */
export function changedFields(
  { before, after }: TrailChange,
  names: Readonly<Record<string, string>>,
  say: InstantWords,
): readonly ChangedField[] {
  const isNew = before === null;
  return Object.entries(after ?? {})
    .filter(([field, value]) => !HIDDEN.has(field) && !(isNew && isNothing(value)))
    .slice(0, FIELDS_MAX)
    .map(([field, value]) => ({
      field: fieldWords(field),
      before: isNew ? null : valueWords(field, before[field], names, say),
      after: valueWords(field, value, names, say),
    }));
}

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** "cancelReason" as "Cancel reason"; what ends in Ms, Min or Id is named without it. */
function fieldWords(field: string): string {
  const words = field
    .replace(/(?:Ms|Min|Ids?)$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Minutes of the day, all else in Min being a length. */
const CLOCK_FIELDS = new Set(['startMin', 'endMin', 'opensMin', 'closesMin']);

function valueWords(
  field: string,
  value: unknown,
  names: Readonly<Record<string, string>>,
  say: InstantWords,
): string {
  if (value === undefined || isNothing(value)) return value === false ? 'no' : NONE;
  if (value === true) return 'yes';
  if (typeof value === 'number') return numberWords(field, value, say);
  if (Array.isArray(value)) {
    return shorten(value.map((one) => valueWords(field, one, names, say)).join(', '));
  }
  if (typeof value === 'string') return shorten(names[value] ?? value);
  return shorten(JSON.stringify(value));
}

function numberWords(field: string, value: number, say: InstantWords): string {
  if (field.endsWith('Ms')) return `${say.day(value)}, ${say.time(value)}`;
  if (CLOCK_FIELDS.has(field)) {
    return `${Math.floor(value / 60)}:${String(value % 60).padStart(2, '0')}`;
  }
  return field.endsWith('Min') ? `${value} min` : String(value);
}

const shorten = (text: string): string =>
  text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
