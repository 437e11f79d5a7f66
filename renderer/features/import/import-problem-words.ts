import type { ImportProblem } from '../../../shared/wire/desk/import.ts';

/** What is wrong with a value of a table. */
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
  'not-understood': 'cannot be understood',
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
  'unknown-room': 'is no room of this branch',
  'unknown-service': 'is no service of ours',
  'several-patients': 'could be several patients of ours',
  'visit-over': 'is over, or was never booked here',
  'visit-went-on': 'went on here',
  'visit-of-another': 'was somebody else’s before',
  'new-patient': 'is a new patient',
  'strange-service': 'is no service of ours',
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
  'strange-service':
    'Not taken over: no service of ours is called so, and working time that names no other is for any. Say below what it is here.',
};

/** Why nothing becomes of an appointment of a file. */
export const VISIT_WORDS: Readonly<Record<ImportProblem['kind'], string>> = {
  ...EVENT_WORDS,
  'unknown-patient':
    'Left out: no patient of ours has that number, and it has no name for a new one.',
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

/** Why nothing becomes of an appointment of a calendar. */
export const VISIT_EVENT_WORDS: Readonly<Record<ImportProblem['kind'], string>> = {
  ...VISIT_WORDS,
  'free-time': EVENT_WORDS['free-time'],
  'whole-day': 'Left out: it lasts whole days, which is no appointment.',
  'impossible-date': EVENT_WORDS['impossible-date'],
  'not-understood': EVENT_WORDS['not-understood'],
  'too-long': EVENT_WORDS['too-long'],
  'unknown-patient': 'Left out: nobody of ours is named in it.',
  'unknown-service': 'Left out: its title names no service of ours, and none was chosen for such.',
  'several-patients':
    'Left out: it could be several patients of ours. Add a number or an e-mail address to it.',
  'visit-of-another': 'Left out: it was booked here for somebody else.',
  'new-patient': 'Taken: becomes a new patient.',
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
