import { exhaustive } from '../../../shared/core/exhaustive.ts';
import { CALENDAR_DAYS_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import type { Say } from '../../words/use-say.ts';
import { words } from './import-words.ts';
import { addressTroubleWords } from './kept-words.ts';
import type { ImportTrouble } from './use-import-work.ts';

/** Refusals that say all by their kind. */
const PLAIN = {
  'unknown-calendar': 'This calendar is not kept up with any more.',
  'kept-for-another':
    'A calendar that is kept up with stays its doctor’s, and becomes what it became. Remove it, and read it from its address again.',
  'broke-down': 'Something went wrong in Daybook while it read the calendar. It tries again later.',
  'disk-full':
    'The disk of this computer is full: the file could not be taken in. Nothing was imported. Make room, and choose it again.',
  'not-checked': 'Check the file first.',
  cancelled: 'Called off. Nothing was imported.',
  unanswered:
    'Daybook did not answer to the end. If the file is not among the earlier imports, choose it again.',
  'unknown-import': 'This file is not here any more. Choose it again.',
  busy: 'This file is being worked on. Wait a moment.',
  'not-permitted': 'Importing is for managers. Ask one.',
  'appointments-not-kept':
    'Appointments are not booked by themselves from an address. Save the calendar as a file, and choose that.',
} as const;

type Plain = Extract<ImportTrouble, { readonly kind: keyof typeof PLAIN }>;

const isPlain = (refusal: ImportTrouble): refusal is Plain => refusal.kind in PLAIN;

/** Why the host did not do what was asked of it, and what to do. */
export function importRefusalWords(refusal: ImportTrouble, say: Say): string {
  if (isPlain(refusal)) return PLAIN[refusal.kind];
  switch (refusal.kind) {
    case 'address-trouble':
      return addressTroubleWords(refusal);
    case 'too-many-kept':
      return `This computer keeps up with ${refusal.max} calendars already. Remove one first.`;
    case 'unknown-place':
      return refusal.what === 'branch'
        ? 'This branch is not in the book any more. Change to another, and choose the file again.'
        : 'This doctor is not in the book any more. Choose another.';
    case 'file-too-large':
      return `The file is larger than ${Math.round(refusal.maxBytes / 1e6)} MB. Split it.`;
    case 'not-a-table':
      return `This is no table that can be read. ${refusal.detail}`;
    case 'not-a-calendar':
      return `This is no calendar that can be read: line ${refusal.line.toLocaleString()}. ${refusal.detail}`;
    case 'not-slots':
      return `These are no slots that can be read. ${refusal.detail}`;
    case 'too-many-events':
      return `That is more than ${refusal.max.toLocaleString()} times at once. Choose an earlier last day, and read the days after it in next.`;
    case 'no-such-days':
      return `Choose a last day that is not before the first, and at most ${CALENDAR_DAYS_MAX.toLocaleString()} days.`;
    case 'has-appointments':
      return `${refusal.count} ${refusal.count === 1 ? 'appointment is' : 'appointments are'} booked in that time. Choose what becomes of ${refusal.count === 1 ? 'it' : 'them'} first. Nothing was imported.`;
    case 'against-agreement':
      return `${refusal.count} ${refusal.count === 1 ? 'time goes' : 'times go'} against what was agreed with the doctor. Look at it again. Nothing was imported.`;
    case 'line-too-long':
      return `Line ${refusal.line} is far too long for a table of slots or patients, or for a calendar.`;
    case 'too-many-rows':
      return `The file has more than ${refusal.max.toLocaleString()} rows. Split it into files of at most so many: they come in one after the other, and each can be taken back.`;
    case 'has-problems':
      return `${refusal.invalid} rows are not right. Mend them in the file and choose it again.`;
    case 'columns-missing':
      return `Say which column or choice stands for: ${refusal.fields.map((field) => words.fields[field] ?? field).join(', ')}.`;
    case 'undo-touches-newer':
      return `Something was built on this import (${refusal.count} rows were changed or used since). It cannot be taken back as a whole.`;
    case 'undo-refused':
      return `It cannot be taken back: an appointment would not get its time back. ${refusalWords(refusal.refusal, say)}`;
    default:
      return exhaustive(refusal);
  }
}
