import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { ImportProblem } from '../../../shared/wire/desk/import.ts';
import type { ImportTrouble } from './use-import-work.ts';

export const words = {
  title: 'Import',
  hint: 'Slots of a doctor, or patients, from a CSV file. Nothing is written before you have seen what would be.',
  choose: 'Choose a file',
  uploading: (percent: number) => `Reading the file… ${percent}%`,
  holds: 'The file holds',
  subjects: { slots: 'Slots', patients: 'Patients' },
  dates: 'Dates are written',
  encoding: 'Its letters are',
  delimiter: 'Columns are parted by',
  delimiters: { ',': 'Commas', ';': 'Semicolons', '\t': 'Tabs', '|': 'Bars |' },
  hasHeader: 'The first row names the columns',
  remembered: 'Read as the last file with these columns was. Change what is different.',
  doctor: 'Whose slots',
  service: 'Booked slots are for',
  branch: 'Branch',
  slotMin: 'Minutes of a slot, where the file does not say',
  books: 'Booked slots become appointments of the imported patients',
  column: 'Column',
  first: 'First rows',
  field: 'Means',
  check: 'Check the file',
  checking: (rows: number) => `Checking… ${rows.toLocaleString()} rows`,
  apply: 'Import',
  applying: (done: number, total: number) =>
    `Writing… ${done.toLocaleString()} of ${total.toLocaleString()}`,
  cancel: 'Cancel',
  callingOff: 'Calling off…',
  again: 'Choose another file',
  found: 'What would be imported',
  rows: 'Rows',
  wrong: 'Wrong rows',
  sessions: 'Sessions',
  appointments: 'Appointments',
  patients: 'Patients',
  slots: 'Slots',
  line: 'Line',
  value: 'Value',
  problem: 'What is wrong',
  more: (count: number) => `… and ${count} more`,
  done: 'Imported.',
  earlier: 'Earlier imports',
  file: 'File',
  when: 'When',
  state: 'State',
  states: {
    uploading: 'Uploading',
    uploaded: 'Uploaded',
    checked: 'Checked',
    applying: 'Writing',
    applied: 'Imported',
    undone: 'Taken back',
    cancelled: 'Called off',
  },
  undo: 'Take back',
  fields: {
    id: 'Number',
    date: 'Day',
    time: 'Start',
    'end-time': 'End',
    duration: 'Minutes',
    available: 'Free?',
    'patient-id': 'Patient number',
    note: 'Note',
    name: 'Name',
    'first-name': 'First name',
    'last-name': 'Last name',
    sex: 'Sex',
    'birth-date': 'Date of birth',
    phone: 'Phone',
    ignore: 'Leave out',
  } as Readonly<Record<string, string>>,
} as const;

export const PROBLEM_WORDS: Readonly<Record<ImportProblem['kind'], string>> = {
  'wrong-column-count': 'has another number of columns',
  missing: 'is missing',
  'impossible-date': 'is no day',
  'impossible-time': 'is no time',
  'time-skipped': 'does not exist on that day, because the clocks change',
  'duplicate-id': 'is there already',
  overlap: 'overlaps another slot of the doctor',
  'unknown-patient': 'is no patient of ours',
  'too-long': 'is too long',
  'not-understood': 'says neither yes nor no',
};

export function importRefusalWords(refusal: ImportTrouble): string {
  switch (refusal.kind) {
    case 'file-too-large':
      return `The file is larger than ${Math.round(refusal.maxBytes / 1e6)} MB. Split it.`;
    case 'disk-full':
      return 'The disk of this computer is full: the file could not be taken in. Nothing was imported. Make room, and choose it again.';
    case 'not-a-table':
      return `This is no table of separated values. ${refusal.detail}`;
    case 'line-too-long':
      return `Line ${refusal.line} is far too long for a table of slots or patients.`;
    case 'too-many-rows':
      return `The file has more than ${refusal.max.toLocaleString()} rows. Split it.`;
    case 'not-checked':
      return 'Check the file first.';
    case 'has-problems':
      return `${refusal.invalid} rows are not right. Mend them in the file and choose it again.`;
    case 'cancelled':
      return 'Called off. Nothing was imported.';
    case 'unanswered':
      return 'Daybook did not answer to the end. If the file is not among the earlier imports, choose it again.';
    case 'unknown-import':
      return 'This file is not here any more. Choose it again.';
    case 'busy':
      return 'This file is being worked on. Wait a moment.';
    case 'not-permitted':
      return 'Importing is for managers. Ask one.';
    case 'columns-missing':
      return `Say which column or choice stands for: ${refusal.fields.map((field) => words.fields[field] ?? field).join(', ')}.`;
    case 'undo-touches-newer':
      return `Something was built on this import (${refusal.count} rows were changed or used since). It cannot be taken back as a whole.`;
    default:
      return exhaustive(refusal);
  }
}
