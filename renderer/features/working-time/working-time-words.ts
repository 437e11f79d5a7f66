const NUMBER = new Intl.NumberFormat('en-GB');

const count = (n: number, one: string, many = `${one}s`): string =>
  `${NUMBER.format(n)} ${n === 1 ? one : many}`;

type Counted = 'changed' | 'series' | 'slots' | 'slotsAfter';

export const words = {
  title: 'Change working time',
  close: 'Close',
  what: 'What',
  change: 'Change',
  remove: 'Delete',
  which: 'Which',
  scopes: {
    this: 'This one',
    following: 'This and later',
    weekday: 'This weekday',
    all: 'All',
  },
  from: 'From',
  until: 'Until',
  slot: 'Slot length, minutes',
  capacity: 'Patients at once',
  opening: 'Opening, minutes',
  openingHint: 'The first of it, 0 for none',
  openingCapacity: 'Patients at once then',
  openingCapacityHint: 'Elsewhere as above',
  tags: 'Marks',
  tagsHint: 'Type a mark and press Enter',
  otherRule: (rule: string) => `It comes again by the rule ${rule}, which stays.`,
  ownShape: 'Days that were changed by themselves keep their own time.',
  goesToo: 'Days that were changed by themselves go too.',
  checking: 'Looking who is booked…',
  noneAffected: 'Nobody who is booked is affected.',
  affected: (count: number) =>
    `${count} ${count === 1 ? 'appointment' : 'appointments'} would no longer lie in it`,
  cannotMove: (count: number) =>
    `${count} of them cannot move with it: the new time has no room at that hour.`,
  unfit: (count: number) =>
    `${count} of them keep their time, but it would not be for their service any more.`,
  fates: {
    stay: 'Let them stay all the same',
    shift: 'Move them with it',
    'shift-or-displace': 'Move those who can be, leave the others without a time',
    'shift-or-cancel': 'Move those who can be, cancel the others',
    displace: 'Leave them without a time: each is offered others in the conflict inbox',
    cancel: 'Cancel them',
  },
  save: 'Change it',
  delete: 'Delete it',
  leave: 'Leave it',
  elsewhere: 'To another doctor or branch…',
  askAnyway: 'Ask for it all the same',
  saved: 'The working time is changed.',
  deleted: 'The working time is deleted.',
  newTitle: 'New working time',
  doctor: 'Doctor',
  day: 'Day',
  firstDay: 'From day',
  once: 'Once',
  add: 'Add it',
  added: 'The working time is added.',
  overMidnight:
    'It goes on over midnight. Changed here it ends with its first day; give it to a doctor or branch to keep its hours.',
  gone: 'This working time is not there any more.',
  many: {
    title: 'Change many at once',
    subtitle: 'Working time that is still to come',
    pointedAt: (count: number) =>
      count === 1 ? 'The one you pointed at' : `The ${count} you pointed at`,
    goesTo: (day: string) => `It goes to ${day}.`,
    ends: (minutes: number) =>
      `It is ${count(Math.abs(minutes), 'minute')} ${minutes > 0 ? 'longer' : 'shorter'} then.`,
    which: 'Which',
    what: 'What changes',
    result: 'What it comes to',
    doctors: 'Doctors',
    everyDoctor: 'Every doctor',
    branch: 'Branch',
    everyBranch: 'Every branch',
    firstDay: 'From the day',
    lastDay: 'To the day',
    forGood: 'Without a last day it is for good: what comes again is changed with all to come.',
    untilThen: 'What comes again after the last day stays as it is.',
    weekdays: 'On',
    from: 'Not before',
    until: 'Not after',
    tag: 'With the mark',
    any: 'Any',
    forService: 'For the service',
    whatever: 'Whatever they are for',
    orAny: 'Those for any service, too',
    toServices: 'To be for the services',
    asItIs: 'As it is',
    toSlot: 'New slot length',
    shift: 'Later by minutes',
    shiftHint: 'Less than 0 is earlier.',
    addTags: 'Add marks',
    removeTags: 'Take marks away',
    toDoctor: 'Give to the doctor',
    toBranch: 'Move to the branch',
    checking: 'Looking which they are and who is booked…',
    failed: 'It could not be looked up. Change something above to try again.',
    none: 'No working time is like that',
    noneHint: 'Choose other doctors, days or hours.',
    found: (sessions: number, slots: number, booked: number) =>
      `${count(sessions, 'session')}, ${count(slots, 'slot')}, ${count(booked, 'appointment')}`,
    askFirst: 'Say above what is to change.',
    comesTo: (
      { changed, series, slots, slotsAfter }: Record<Counted, number>,
      deletes: boolean,
    ): string => {
      if (changed === 0) return 'All of them are so already.';
      const what = `${count(changed, 'session')} ${deletes ? 'deleted' : 'changed'}`;
      const forGood = series > 0 ? `, ${count(series, 'series', 'series')} for good` : '';
      const then = slots === slotsAfter ? '' : `; then there are ${count(slotsAfter, 'slot')}`;
      return `${what}${forGood}${then}.`;
    },
    seeAbove: 'Something is in the way: it stands above.',
    apply: (sessions: number, deletes: boolean) =>
      deletes ? `Delete ${count(sessions, 'session')}` : `Change ${count(sessions, 'session')}`,
    applyNone: 'Change them',
    working: (sessions: number) =>
      `${count(sessions, 'session')}… All of them, or none if one cannot be.`,
    done: (sessions: number, deletes: boolean) =>
      `${count(sessions, 'session')} ${deletes ? 'deleted' : 'changed'}.`,
  },
} as const;
