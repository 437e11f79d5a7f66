import { exhaustive } from '../../shared/core/exhaustive.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { formatClockTime } from '../../shared/time/clock-time.ts';
import { type AssistantRefusal, assistantRefusalWords, isOfAssistant } from './assistant-words.ts';
import { type CourseRefusal, courseRefusalWords, isOfCourse } from './course-words.ts';
import {
  type DelegationRefusal,
  delegationRefusalWords,
  isDelegationRefusal,
} from './delegation-words.ts';
import { queueRefusalWords } from './queue-words.ts';
import { breachWords } from './rule-words.ts';
import { sessionsWords } from './sessions-words.ts';
import { isOfWaitlist, type WaitlistRefusal, waitlistRefusalWords } from './waitlist-words.ts';
import { breachesWords } from './work-words.ts';

/** What it takes to name the facts of a refusal as people say them. */
export interface Wording {
  readonly time: (instantMs: number) => string;
  readonly day: (instantMs: number) => string;
  readonly branch: (branchId: string) => string;
  readonly doctor: (doctorId: string) => string;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const STATUS: Readonly<Record<string, string>> = {
  booked: 'booked',
  arrived: 'arrived',
  'checked-in': 'checked in',
  'in-consult': 'with the doctor',
  completed: 'completed',
  'no-show': 'missed',
  cancelled: 'cancelled',
  'entered-in-error': 'entered in error',
};

const BAD_BREAKS = {
  empty: (name: string) => `The break “${name}” has to end after it begins.`,
  outside: (name: string) =>
    `The break “${name}” is not within the working time. Change one of them.`,
  overlap: (name: string) =>
    `The break “${name}” begins before another one ends. Change one of them.`,
} as const;

/** Every "no" of the book, in a sentence that says what to do next. */
export function refusalWords(refusal: Refusal, say: Wording): string {
  switch (refusal.kind) {
    case 'not-permitted':
      return 'Your account may not do this. Ask a manager.';
    case 'malformed':
      return `Something in the form is not right: ${refusal.problems.join('; ')}.`;
    case 'unknown-record':
      return `This ${refusal.record} is not in the book any more. Close the panel and look again.`;
    case 'already-set-up':
      return 'The organisation was set up already. Sign in instead.';
    case 'not-set-up':
      return 'The organisation has not been set up yet.';
    case 'last-admin':
      return `${refusal.name} is the only administrator of all branches. Make somebody else one first.`;
    case 'name-taken':
      return `“${refusal.name}” is taken. Choose another name.`;
    case 'same-person':
      return 'These are one person already. Choose another one.';
    case 'patient-merged':
      return `“${refusal.name}” goes on as ${refusal.into}. Look for them under that name.`;
    case 'in-the-past':
      return `${say.time(refusal.startMs)} is over. Choose a time that is still to come.`;
    case 'empty-range':
      return 'The end has to be after the start.';
    case 'longer-than-a-day':
      return 'A visit lasts a day at most. Choose an earlier end.';
    case 'unknown-time-zone':
      return `“${refusal.timeZone}” is no time zone. Choose one like Asia/Kolkata.`;
    case 'bad-rule':
      return `The repetition cannot be read: ${refusal.problem}`;
    case 'session-overlap':
      return refusal.canRequest
        ? `The doctor works at ${say.branch(refusal.branchId)} from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)}. You can ask for the session all the same: central decides, and until then bookings in it are tentative.`
        : `The doctor has a session from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)} already. Choose another time.`;
    case 'outside-session':
      return 'The doctor has no session then. Choose one of the free times, or add a session.';
    case 'time-taken':
      return `Taken: ${say.branch(refusal.branchId)} has an appointment from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)}.`;
    case 'held-by-other':
      return `${refusal.userName} is booking this time, until ${say.time(refusal.expiresAtMs)} at the latest.`;
    case 'hold-expired':
      return 'The time is not held for you any more. Choose it again.';
    case 'slot-blocked':
      return refusal.note ? `This slot is blocked: ${refusal.note}.` : 'This slot is blocked.';
    case 'in-break':
      return `The doctor has a break then (${refusal.name}), from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)}. Choose a time before or after it.`;
    case 'doctor-away':
      return `The doctor is away from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)}${refusal.reason ? ` (${refusal.reason})` : ''}.`;
    case 'branch-closed':
      return `The branch is closed on ${refusal.day}: ${refusal.name}.`;
    case 'status-not-next':
      return `The visit is ${STATUS[refusal.from]} and cannot become ${STATUS[refusal.to]}.`;
    case 'is-displaced':
      return 'This appointment lost its time. Give it a new one first.';
    case 'reason-missing':
      return 'Say why, so that it can be read later.';
    case 'has-appointments':
      return `${refusal.count} ${refusal.count === 1 ? 'appointment stands' : 'appointments stand'} in this time. Move or cancel ${refusal.count === 1 ? 'it' : 'them'} first.`;
    default:
      return lessCommonWords(refusal, say);
  }
}

type Common =
  | 'not-permitted'
  | 'malformed'
  | 'unknown-record'
  | 'already-set-up'
  | 'not-set-up'
  | 'last-admin'
  | 'name-taken'
  | 'same-person'
  | 'patient-merged'
  | 'in-the-past'
  | 'empty-range'
  | 'longer-than-a-day'
  | 'unknown-time-zone'
  | 'bad-rule'
  | 'session-overlap'
  | 'outside-session'
  | 'time-taken'
  | 'held-by-other'
  | 'hold-expired'
  | 'slot-blocked'
  | 'in-break'
  | 'doctor-away'
  | 'branch-closed'
  | 'status-not-next'
  | 'is-displaced'
  | 'reason-missing'
  | 'has-appointments';

const unfitRoomWords = (name: string, why: string): string =>
  why === 'elsewhere'
    ? `“${name}” is a room of another branch. Choose one of this branch, or none.`
    : `“${name}” is not used any more. Choose another room, or none.`;

const SESSION_TOO_LONG =
  'A session lasts two days at most. Choose an earlier end, or make several.';

type LessCommon = Exclude<Refusal, { kind: Common }>;
type Rarer = Exclude<
  LessCommon,
  | { kind: 'unknown-placeholder' | 'session-too-long' }
  | AssistantRefusal
  | CourseRefusal
  | DelegationRefusal
  | WaitlistRefusal
>;

function lessCommonWords(refusal: LessCommon, say: Wording): string {
  if (refusal.kind === 'unknown-placeholder') return placeholderWords(refusal.names, refusal.known);
  if (refusal.kind === 'session-too-long') return SESSION_TOO_LONG;
  if (isOfAssistant(refusal)) {
    return assistantRefusalWords(refusal, say, (because) => refusalWords(because, say));
  }
  if (isOfCourse(refusal)) return courseRefusalWords(refusal, say, refusalWords);
  if (isOfWaitlist(refusal)) return waitlistRefusalWords(refusal, say);
  return isDelegationRefusal(refusal)
    ? delegationRefusalWords(refusal, say)
    : rarerWords(refusal, say);
}

const placeholderWords = (names: readonly string[], known: readonly string[]): string =>
  `Nothing stands for ${names.map((name) => `“${name}”`).join(', ')}. There are ${known.map((name) => `{${name}}`).join(', ')}.`;

function rarerWords(refusal: Rarer, say: Wording): string {
  switch (refusal.kind) {
    case 'called-off':
      return 'It was stopped, and all is as it was before.';
    case 'bad-break':
      return BAD_BREAKS[refusal.why](refusal.name);
    case 'unfit-room':
      return unfitRoomWords(refusal.name, refusal.why);
    case 'nothing-to-undo':
      return 'This cannot be taken back any more.';
    case 'already-told':
      return alreadyToldWords(refusal.count);
    case 'changed-since':
      return 'Someone has changed this since, so it stays as it is.';
    case 'visit-moved-on':
      return `The visit is ${STATUS[refusal.status]} now${refusal.byName === null ? '' : `: ${refusal.byName} noted that`}${refusal.atMs === null ? '' : ` at ${say.time(refusal.atMs)}`}. Look again before you go on; nothing was changed.`;
    case 'queue-moved-on':
    case 'queue-not-next':
      return queueRefusalWords(refusal, say);
    case 'only-looked-at':
      return 'Here the book is only looked at. Enter this at a computer of the branch.';
    case 'already-resolved':
      return 'Someone has taken care of this already.';
    case 'cannot-dismiss':
      return 'This cannot stay as it is: change or delete the working time.';
    case 'import-invalid':
      return `${refusal.invalid} of ${refusal.rows} rows are not right. Nothing was imported.`;
    case 'not-home':
      return 'Another computer holds the bookings of this session. Ask for them first, at the working time of the doctor.';
    case 'under-way':
      return 'The bookings of this session are on their way to another computer. Wait until it has them.';
    case 'no-session-there':
      return 'There is no session in this time whose bookings could be handed over.';
    case 'already-home':
      return 'Bookings in this session are firm here already.';
    case 'over-quota':
      return `The ${refusal.quota} firm appointments that may be made here on this day are made, of ${refusal.perDay} a day for this doctor. Say why to book all the same: it waits until there is room.`;
    case 'quota-spent':
      return `Only ${refusal.free} of this day are left to hand over.`;
    case 'no-central':
      return 'This computer works alone: there is nobody to hand over to.';
    case 'service-not-offered':
      return 'The doctor does not do this. Choose another service, or another doctor.';
    case 'cannot-hold':
      return 'The doctor does not work there. Add the branch to the doctor at Doctors first, or choose another computer.';
    case 'pieces-overlap':
      return `Two stretches are at one time: look at the one that begins at ${formatClockTime(refusal.startMin)} on ${WEEKDAYS[refusal.day]}.`;
    case 'in-use':
    case 'rotation-of-other':
    case 'nothing-to-apply':
      return applyingWords(refusal, say);
    case 'against-rules':
      return refusal.breaches.map(breachWords).join(' ');
    case 'against-agreement':
      return breachesWords(refusal.found, say);
    case 'sessions-refused':
      return sessionsWords(refusal, say);
    case 'too-many':
      return `At most ${refusal.max} ${refusal.what}.`;
    default:
      return exhaustive(refusal);
  }
}

type ApplyingRefusal = Extract<
  Refusal,
  { kind: 'in-use' | 'rotation-of-other' | 'nothing-to-apply' }
>;

/** What keeps a template or a rotation from being changed or applied. */
function applyingWords(refusal: ApplyingRefusal, say: Wording): string {
  switch (refusal.kind) {
    case 'in-use':
      return `The rotation “${refusal.by}” has it as one of its weeks. Change that first.`;
    case 'rotation-of-other':
      return `“${refusal.name}” is the rotation of ${say.doctor(refusal.doctorId)}. Apply it to that doctor, or say in it that it is any doctor's.`;
    case 'nothing-to-apply':
      return 'Nothing would change on these days: the template leaves no time there that is not in the schedule already.';
  }
}

const alreadyToldWords = (count: number): string =>
  count === 1
    ? 'The patient was told of it already. Say whether to tell them that it was taken back.'
    : `${count} patients were told of it already. Say whether to tell them that it was taken back.`;
