import { DATE_FORMATS, type DateFormat, readDay } from './import-fields.ts';

export type ImportSubject = 'slots' | 'patients' | 'appointments';

/** What a heading may be called, for each field; the first that fits is taken. */
const HEADINGS: Readonly<Record<ImportSubject, readonly (readonly [string, RegExp])[]>> = {
  slots: [
    ['patient-id', /patient.*(id|no|number)|mrn/],
    ['id', /^(slot|appointment)?[ _-]?(id|no|number)$/],
    ['date', /date|day|datum/],
    ['end-time', /end|until|to$/],
    ['time', /time|start|from|zeit/],
    ['duration', /duration|minutes|length/],
    ['available', /avail|free|status|booked/],
    ['note', /note|comment|reason/],
    ['marks', /^(marks?|tags?)$/],
    ['services', /^(services?|service types?|visit types?)$/],
    ['shared-with', /^shared[ _-]?(with|by)?$/],
    ['capacity', /^(capacity|places|seats|patients at once)$/],
    ['room', /^room$/],
  ],
  appointments: [
    ['patient-id', /patient.*(id|no|number)|mrn/],
    ['id', /^(appointment|visit|booking)?[ _-]?(id|no|number)$/],
    ['birth-date', /birth|dob|born/],
    ['date', /date|day|datum/],
    ['end-time', /end|until|to$/],
    ['time', /time|start|from|zeit/],
    ['duration', /duration|minutes|length/],
    ['doctor', /doctor|provider|physician|practitioner/],
    ['service', /service|type|treatment/],
    ['status', /status|state/],
    ['first-name', /first|given|forename/],
    ['last-name', /last|family|surname/],
    ['name', /name|patient/],
    ['phone', /phone|mobile|tel/],
    ['email', /e-?mail/],
    ['sex', /sex|gender/],
    ['note', /note|comment|reason/],
  ],
  patients: [
    ['id', /^(patient)?[ _-]?(id|no|number)$|mrn/],
    ['first-name', /first|given|forename/],
    ['last-name', /last|family|surname/],
    ['name', /name/],
    ['sex', /sex|gender/],
    ['birth-date', /birth|dob|born/],
    ['phone', /phone|mobile|tel/],
    ['note', /note|comment/],
  ],
};

const SAYS_FREE = /avail|free/i;

/** What a file seems to hold, column by column, from its headings and its first rows. */
export function guessMapping(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): {
  readonly subject: ImportSubject;
  readonly columns: readonly string[];
  readonly dateFormat: DateFormat;
} {
  const asSlots = columnsOf('slots', header);
  const asPatients = columnsOf('patients', header);
  const asVisits = columnsOf('appointments', header);
  const isTimed = asSlots.includes('date') && asSlots.includes('time');
  // Slots say whether they are free, and whose they are at most by number.
  const isNamed = ['name', 'first-name', 'last-name'].some((field) => asVisits.includes(field));
  const isSlots = isTimed && (!isNamed || header.some((heading) => SAYS_FREE.test(heading)));
  const subject = isSlots ? 'slots' : isTimed ? 'appointments' : 'patients';
  const columns = { slots: asSlots, appointments: asVisits, patients: asPatients }[subject];
  const dateColumn = columns.findIndex((field) => field === 'date' || field === 'birth-date');
  const values = sample.flatMap((row) => row[dateColumn] ?? []).filter((value) => value !== '');
  const dateFormat =
    DATE_FORMATS.find((format) => values.every((value) => readDay(value, format) !== null)) ??
    'yyyy-mm-dd';
  return { subject, columns, dateFormat };
}

/** Each field once; a column that fits none is left out. */
function columnsOf(subject: ImportSubject, header: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return header.map((heading) => {
    const name = heading.trim().toLowerCase();
    const field = HEADINGS[subject].find(
      ([known, fits]) => !taken.has(known) && fits.test(name),
    )?.[0];
    if (field === undefined) return 'ignore';
    taken.add(field);
    return field;
  });
}
