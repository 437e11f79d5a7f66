import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { FETCHED_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import type { AddressTrouble, KeptOutcome } from '../../../shared/wire/desk/kept-calendar.ts';

const times = (count: number, one: string, many: string): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

export const words = {
  title: 'Calendar at an address',
  hint: 'A doctor’s calendar can be read again and again from its address: in Google Calendar that is its “Secret address in iCal format”, elsewhere a link to an .ics file or one that begins with webcal://. Whoever has the address can read the calendar, so Daybook keeps it in this computer’s book and shows it nobody.',
  address: 'Address of the calendar',
  near: 'It is in the clinic’s own network',
  nearHint: 'Otherwise such addresses are not asked for anything. Administrators allow it.',
  fetch: 'Read the calendar',
  fetching: 'Reading the calendar…',
  name: 'Called here',
  every: 'Read again',
  everyChoices: {
    15: 'Every 15 minutes',
    30: 'Every half an hour',
    60: 'Every hour',
    240: 'Every 4 hours',
    1440: 'Once a day',
  } as Readonly<Record<number, string>>,
  ahead:
    'As many days as lie between these are read each time, from that day on. Who is booked when it takes a time loses it, and waits in the conflict inbox; nobody is cancelled.',
  noVisits:
    'Appointments are taken from a file of a calendar, which somebody looks through: at an address they would be booked and called off with nobody there to answer what the clinic’s rules ask.',
  keep: 'Keep up with it',
  kept: 'This computer keeps up with the calendar from now on.',
  list: 'Calendars that are kept up with',
  calendar: 'Calendar',
  state: 'Last read',
  next: 'Next',
  actions: 'Change',
  readNow: 'Read now',
  look: 'Look at it',
  pause: 'Pause',
  resume: 'Go on',
  remove: 'Remove',
  paused: 'Paused',
  never: 'Not read yet',
  atOnce: 'In a moment',
  at: (time: string) => `At ${time}`,
  whose: (doctor: string, becomes: string, place: string) => `${doctor} · ${becomes} · ${place}`,
  read: (when: string, changes: string) => `${when}: ${changes}`,
  failed: (when: string) => `Not read at ${when}.`,
  lastRead: (when: string) => `What was read at ${when} stays.`,
  affected: (count: number) =>
    `${times(count, 'appointment', 'appointments')} lost the time and ${count === 1 ? 'waits' : 'wait'} in the conflict inbox.`,
  removeAsk: (name: string) => `Remove “${name}”? What becomes of what it brought?`,
  removeHint: 'What is over stays as it was either way.',
  takeBack: 'Take it back',
  leave: 'Let it stay',
  cancel: 'Cancel',
  removed: 'Removed. Its address is forgotten.',
  stays: (count: number) =>
    `Removed. ${times(count, 'time stays', 'times stay')}, as it has begun or somebody is booked then.`,
  noAnswer: 'Daybook did not answer. Try again.',
} as const;

/** What reading a calendar changed. */
export function changesRead({
  added,
  changed,
  removed,
  leftOut,
}: Extract<KeptOutcome, { kind: 'read' }>): string {
  const parts = [
    ...(added > 0 ? [`${added.toLocaleString()} new`] : []),
    ...(changed > 0 ? [`${changed.toLocaleString()} changed`] : []),
    ...(removed > 0 ? [`${removed.toLocaleString()} gone`] : []),
    ...(leftOut > 0 ? [`${leftOut.toLocaleString()} left out`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'nothing new';
}

/** Why a calendar could not be fetched, and what whoever reads it can do. */
export function addressTroubleWords({ why, place, status }: AddressTrouble): string {
  const where = place === '' ? 'The server' : place;
  switch (why) {
    case 'no-address':
      return 'This is no address of a calendar. It begins with https://, http:// or webcal://.';
    case 'not-allowed-here':
      return `${where} is in a network of its own, which is not asked for calendars. An administrator can allow it where the calendar is the clinic’s.`;
    case 'unreachable':
      return `${where} could not be reached. Check the address, and whether this computer is online.`;
    case 'too-slow':
      return `${where} took too long to answer.`;
    case 'not-found':
      return `${where} has no calendar at this address. In Google Calendar the secret address may have been made anew.`;
    case 'gone':
      return `${where} says that this calendar was removed for good. It is not asked for any more.`;
    case 'locked':
      return `${where} does not let this computer have the calendar. Use its secret address, or share it.`;
    case 'server-trouble':
      return `${where} answered with an error${status === null ? '' : ` (${status})`}.`;
    case 'too-many-redirects':
      return `${where} sends whoever asks from one address to the next, without end.`;
    case 'unsafe-redirect':
      return `${where} sends whoever asks to an address that is not safe to follow.`;
    case 'too-large':
      return `The calendar is larger than ${Math.round(FETCHED_BYTES_MAX / 1e6)} MB.`;
    case 'broken-off':
      return `${where} broke off before the end of the calendar.`;
    case 'no-calendar':
      return `${where} answered with something that is no calendar, such as a page to sign in at. Use the address of the .ics file.`;
  }
}

/** Whether another attempt without anybody's doing may well succeed. */
export const isPassing = (why: ImportRefusal): boolean =>
  why.kind === 'address-trouble' &&
  ['unreachable', 'too-slow', 'server-trouble', 'broken-off'].includes(why.why);
