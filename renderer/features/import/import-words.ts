import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { ImportProblem } from '../../../shared/wire/desk/import.ts';
import { CALENDAR_DAYS_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { addressTroubleWords } from './kept-words.ts';
import type { ImportTrouble } from './use-import-work.ts';

export const words = {
  title: 'Import',
  hint: 'Slots of a doctor, patients or appointments from a CSV or Excel file, a doctor’s calendar from an .ics file (Google Calendar exports one), or slots of other programs from SMART Scheduling Links (.zip, .ndjson) or FHIR R4 (.json). Nothing is written before you have seen what would be.',
  choose: 'Choose a file',
  uploading: (percent: number) => `Reading the file… ${percent}%`,
  holds: 'The file holds',
  subjects: { slots: 'Slots', patients: 'Patients', appointments: 'Appointments' },
  dates: 'Dates are written',
  sheet: 'Sheet',
  encoding: 'Its letters are',
  delimiter: 'Columns are parted by',
  delimiters: { ',': 'Commas', ';': 'Semicolons', '\t': 'Tabs', '|': 'Bars |' },
  hasHeader: 'The first row names the columns',
  remembered: 'Read as the last file with these columns was. Change what is different.',
  doctor: 'Whose slots',
  service: 'Booked slots are for',
  branch: 'Branch',
  calendar: 'Calendar',
  events: 'Events',
  series: 'Of these repeat',
  zone: 'Times without a zone are of',
  branchZone: 'the branch',
  titles: 'Among them',
  calendarRemembered: 'Chosen as for this calendar the last time. Change what is different.',
  source: 'Written as',
  sources: { smart: 'SMART Scheduling Links', fhir: 'FHIR R4' },
  free: 'Of these free',
  ofDoctors: 'Of doctors',
  place: 'This branch is',
  everyPlace: 'All places of the file',
  otherDoctor: 'Slots of unknown doctors are of',
  nobody: 'Nobody: they are left out',
  listGone: 'What this list brought before and has no more goes',
  checkSlots: 'Check the slots',
  slotRemembered: 'Chosen as for this list the last time. Change what is different.',
  slot: 'Slot',
  whose: 'Whose calendar',
  become: 'Its events become',
  becomes: { 'time-off': 'Time off', sessions: 'Working time' },
  firstDay: 'From',
  lastDay: 'Until',
  timeOffKind: 'Why the doctor is away',
  timeOffKinds: {
    leave: 'Leave',
    surgery: 'Surgery',
    conference: 'Conference',
    emergency: 'Emergency',
  },
  keepsTitles: 'Titles of the events are the reasons, for everyone to read',
  affected: 'Who is booked then',
  affectedChoices: {
    refuse: 'Stops the import',
    displace: 'Loses the time',
  },
  sessionSlotMin: 'Minutes of a slot',
  removesGone: 'What the calendar brought before and has no more goes',
  checkCalendar: 'Check the calendar',
  checkingEvents: (events: number) => `Checking… ${events.toLocaleString()} events`,
  added: 'New',
  changed: 'Changed',
  unchanged: 'As before',
  removed: 'Gone',
  leftOut: 'Left out',
  hit: 'Appointments in that time',
  hitAsk: 'Somebody is booked in that time. Go back and choose what becomes of them.',
  hitTold: 'They lose the time, and wait in the conflict inbox with other times.',
  event: 'Event',
  outcome: 'What becomes of it',
  nothingToDo: 'The book has all of this already.',
  otherwise: {
    doctor: 'Whose, where the file does not say',
    service: 'For what, where the file does not say',
  },
  whom: 'Whom',
  refused: (why: string) => `Left out: ${why}`,
  newPatients: 'New patients',
  moved: 'Moved',
  calledOff: 'Called off',
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
  back: 'Choose differently',
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
    marks: 'Marks',
    name: 'Name',
    'first-name': 'First name',
    'last-name': 'Last name',
    sex: 'Sex',
    'birth-date': 'Date of birth',
    phone: 'Phone',
    ignore: 'Leave out',
    doctor: 'Doctor',
    service: 'Service',
    status: 'Called off?',
    branch: 'Branch',
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
  'unknown-zone': 'is a time zone that nobody knows',
  'no-length': 'is too short',
  'rule-unclear': 'is a repetition that cannot be followed',
  superseded: 'is an older version',
  'free-time': 'is marked as free',
  'whole-day': 'lasts whole days',
  'moved-by-clocks': 'does not exist on that day, because the clocks change',
  'first-of-two': 'comes twice that day, because the clocks change',
  'session-overlap': 'overlaps other working time',
  'session-booked': 'has begun, or somebody is booked in it',
  'session-elsewhere': 'is held by another computer',
  'unknown-doctor': 'is of no doctor of ours',
  'unknown-service': 'is no service of ours',
  'several-patients': 'could be several patients of ours',
  'visit-over': 'is over, or was never booked here',
  'visit-went-on': 'went on here',
  'visit-of-another': 'was somebody else’s before',
  refused: 'cannot be booked',
};

/** What becomes of an event of a calendar about which there is something to say. */
export const EVENT_WORDS: Readonly<Record<ImportProblem['kind'], string>> = {
  ...PROBLEM_WORDS,
  'impossible-date': 'Left out: that is no day and time of the calendar.',
  'impossible-time': 'Left out: working time begins and ends on the minute.',
  'unknown-zone': 'Left out: nobody knows this time zone, and the file does not explain it.',
  'no-length': 'Left out: it has no length, or is shorter than a slot.',
  'too-long': 'Left out: it is too long.',
  'not-understood': 'Left out: this cannot be understood.',
  'rule-unclear': 'Only its first time is taken: this repetition cannot be followed.',
  superseded: 'Left out: a newer version of this event is in the file.',
  'free-time': 'Left out: it is marked as free, so it takes nobody’s time.',
  'whole-day': 'Left out: it lasts whole days, which is no working time.',
  'moved-by-clocks': 'Taken later: the clocks leave its time out that day.',
  'first-of-two': 'Taken at the first of two: the clocks show its time twice that day.',
  'session-overlap': 'Left out: the doctor works elsewhere at that time already.',
  'session-booked': 'Stays as it is: it has begun, or somebody is booked in it.',
  'session-elsewhere': 'Stays as it is: another computer holds its booking right.',
  missing: 'Left out: it is named, and is not in the file.',
  'duplicate-id': 'Left out: the file has it twice.',
  overlap: 'Left out: it overlaps another slot of the doctor in the file.',
  'unknown-doctor': 'Left out: it is of no doctor of ours, and none was chosen for such slots.',
};

/** Why nothing becomes of an appointment of a file. */
export const VISIT_WORDS: Readonly<Record<ImportProblem['kind'], string>> = {
  ...EVENT_WORDS,
  'unknown-patient': 'Left out: it does not say who comes.',
  'unknown-doctor': 'Left out: it is with no doctor of ours.',
  'unknown-service': 'Left out: it is for no service of ours.',
  'several-patients':
    'Left out: several patients of ours have that name. Add a number or date of birth.',
  'visit-over': 'Left out: it is over, or was called off before it was ever booked here.',
  'visit-went-on': 'Stays as it is: it went on here, or was called off.',
  'visit-of-another':
    'Left out: what came under that number before is somebody else’s. If the file numbers its rows, leave that column out.',
  'not-understood': 'Wrong: that says neither that it is called off nor that it is on.',
  refused: 'Left out: it cannot be booked.',
  'duplicate-id': 'Wrong: the file has it twice.',
  'impossible-date': 'Wrong: that is no day.',
  'impossible-time': 'Wrong: that is no time.',
  'time-skipped': 'Wrong: it does not exist on that day, because the clocks change.',
  'too-long': 'Wrong: it is too long.',
  missing: 'Wrong: it does not say who comes.',
  'wrong-column-count': 'Wrong: it has another number of columns.',
};

/** The same of a slot of another program. */
export const SLOT_WORDS: Readonly<Record<ImportProblem['kind'], string>> = {
  ...EVENT_WORDS,
  'impossible-time': 'Left out: that is no time, or not one on the minute.',
  'unknown-zone': 'Left out: it does not say how far its clocks are from UTC.',
  'no-length': 'Left out: it is shorter than five minutes.',
  'too-long': 'Left out: it is longer than four hours.',
  'not-understood': 'Left out: this line cannot be understood.',
};

export function importRefusalWords(refusal: ImportTrouble): string {
  switch (refusal.kind) {
    case 'address-trouble':
      return addressTroubleWords(refusal);
    case 'too-many-kept':
      return `This computer keeps up with ${refusal.max} calendars already. Remove one first.`;
    case 'unknown-calendar':
      return 'This calendar is not kept up with any more.';
    case 'kept-for-another':
      return 'A calendar that is kept up with stays its doctor’s, and becomes what it became. Remove it, and read it from its address again.';
    case 'broke-down':
      return 'Something went wrong in Daybook while it read the calendar. It tries again later.';
    case 'unknown-place':
      return refusal.what === 'branch'
        ? 'This branch is not in the book any more. Change to another, and choose the file again.'
        : 'This doctor is not in the book any more. Choose another.';
    case 'file-too-large':
      return `The file is larger than ${Math.round(refusal.maxBytes / 1e6)} MB. Split it.`;
    case 'disk-full':
      return 'The disk of this computer is full: the file could not be taken in. Nothing was imported. Make room, and choose it again.';
    case 'not-a-table':
      return `This is no table that can be read. ${refusal.detail}`;
    case 'not-a-calendar':
      return `This is no calendar that can be read: line ${refusal.line.toLocaleString()}. ${refusal.detail}`;
    case 'not-slots':
      return `These are no slots that can be read. ${refusal.detail}`;
    case 'too-many-events':
      return `That is more than ${refusal.max.toLocaleString()} times at once. Choose fewer days.`;
    case 'no-such-days':
      return `Choose a last day that is not before the first, and at most ${CALENDAR_DAYS_MAX.toLocaleString()} days.`;
    case 'has-appointments':
      return `${refusal.count} ${refusal.count === 1 ? 'appointment is' : 'appointments are'} booked in that time. Choose what becomes of ${refusal.count === 1 ? 'it' : 'them'} first. Nothing was imported.`;
    case 'against-agreement':
      return `${refusal.count} ${refusal.count === 1 ? 'time goes' : 'times go'} against what was agreed with the doctor. Look at it again. Nothing was imported.`;
    case 'line-too-long':
      return `Line ${refusal.line} is far too long for a table of slots or patients, or for a calendar.`;
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
