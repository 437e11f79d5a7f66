import type { TurnReason } from '../../../shared/model/openings.ts';
import type { InstantWords } from '../../words/instant-words.ts';

export const words = {
  title: (branch: string) => `Waitlist, ${branch}`,
  intro:
    'Who wants a time, or a sooner one. Put somebody here from a booking or an appointment. Nothing is given away by itself: you offer a time, and it is held until they answer.',
  search: 'Search the waitlist',
  searchHint: 'Name, phone or service',
  filter: 'Show',
  filters: { waiting: 'Waiting', ended: 'Ended', all: 'All' },
  none: 'Nobody is waiting',
  noneHint:
    'When nothing suits somebody, choose “Put on the waitlist” in the booking, or in the appointment that they have.',
  noneFound: 'Nobody on the waitlist is like that.',
  openings: 'Free now, and wanted',
  noOpenings: 'Nothing is free now that somebody here waits for.',
  moreOpenings: (count: number) => `${count} more days with free times are not shown.`,
  moreWaiting: (count: number) => `${count} more wait for this.`,
  offered: 'Offered, waiting for the answer',
  tell: 'Tell who is offered a time by a message',
  offer: 'Offer',
  offerTo: (name: string, time: string) => `Offer ${time} to ${name}`,
  accepted: 'Accepted',
  declined: 'Declined',
  acceptedBy: (name: string) => `${name} accepted`,
  declinedBy: (name: string) => `${name} declined`,
  heldUntil: (time: string, by: string) => `Held until ${time}, offered by ${by}`,
  saidOffered: (name: string, time: string) => `${time} is held for ${name}.`,
  saidBooked: (name: string, time: string) => `${name} is booked at ${time}.`,
  saidDeclined: (name: string) => `${name} goes on waiting.`,
  saidWithdrawn: (name: string) => `${name} is taken off the waitlist.`,
  saidAdded: (name: string) => `${name} is on the waitlist.`,
  head: ['Who', 'For', 'When', 'Waiting since', ''],
  cut: (count: number) => `The first ${count} are shown: search for others.`,
  change: 'Change',
  withdraw: 'Take off',
  withdrawOf: (name: string) => `Take off the waitlist: ${name}`,
  changeOf: (name: string) => `Change what ${name} waits for`,
  urgent: 'Urgent',
  sooner: (day: string) => `Sooner than ${day}`,
  standing: {
    waiting: 'Waiting',
    withdrawn: 'Taken off',
    fulfilled: 'Has a time',
    expired: 'Days are over',
  },
  anyDoctor: 'Any doctor',
  anyTime: 'Any day and time',
  parts: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' },
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  newWish: 'Put on the waitlist',
  changeWish: 'Change a wish',
  close: 'Close',
  doctors: 'Doctors',
  doctorsHint: 'None is any',
  branches: 'Branches',
  branchesHint: 'None is here',
  weekdays: 'Days',
  partsOfDay: 'Times of day',
  fromDay: 'From',
  untilDay: 'Until',
  isUrgent: 'Urgent: before all others',
  note: 'Note',
  service: 'Service',
  save: 'Put on the waitlist',
  saveChange: 'Save',
  notice: (count: number) =>
    count === 1
      ? 'A time is free that somebody waits for'
      : `${count} times are free that somebody waits for`,
  noticeFirst: (time: string, doctor: string, name: string) =>
    `${time}, ${doctor}: ${name} is next.`,
  open: 'Waitlist',
  later: 'Not now',
} as const;

/** Why somebody is offered a time before, or after, others. */
export const turnWords = (
  reasons: readonly TurnReason[],
  say: InstantWords,
  nowMs: number,
): string => reasons.map((reason) => reasonWords(reason, say, nowMs)).join(', ');

function reasonWords(reason: TurnReason, say: InstantWords, nowMs: number): string {
  switch (reason.kind) {
    case 'urgent':
      return 'urgent';
    case 'no-answer':
      return 'did not answer the last offer of it';
    case 'waits-since':
      return `added ${say.ago(reason.sinceMs, nowMs)}`;
  }
}
