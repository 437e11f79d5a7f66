import type {
  COURSE_REACHES,
  COURSE_WINDOWS,
  RHYTHM_UNITS,
} from '../../../../shared/model/choices.ts';

type Unit = (typeof RHYTHM_UNITS)[number];
type Window = (typeof COURSE_WINDOWS)[number];
type Reach = (typeof COURSE_REACHES)[number];

const plural = (count: number, one: string): string => (count === 1 ? one : `${one}s`);

export const words = {
  title: 'Visits that come again',
  every: 'Every',
  unit: 'Rhythm',
  units: { day: 'days', week: 'weeks', month: 'months' } satisfies Record<Unit, string>,
  ends: 'Ends',
  afterVisits: 'After visits',
  onDay: 'On a day',
  visits: 'Visits',
  lastDay: 'Last day',
  window: 'Where the time is not free',
  windows: {
    exact: 'Leave it open',
    hour: 'The nearest within an hour',
    day: 'The nearest of that day',
    days: 'The nearest within three days',
  } satisfies Record<Window, string>,
  anyDoctor: 'Another doctor will do',
  looking: 'Looking for the times…',
  cannotLook: 'The times cannot be looked for until the host answers.',
  instead: (wanted: string) => `instead of ${wanted}`,
  mind: 'Asks for a word: ',
  none: 'No time',
  leaveOut: 'Leave out',
  leaveOutOf: (day: string) => `Leave out ${day}`,
  missing: (count: number) =>
    `${count} ${plural(count, 'visit')} without a time: choose one of the others, or leave ${count === 1 ? 'it' : 'them'} out.`,
  tooFew: 'There have to be two visits at least.',
  book: (count: number) => `Book ${count} ${plural(count, 'visit')}`,
  booked: (name: string, count: number) =>
    `${name} is booked for ${count} ${plural(count, 'visit')}.`,
  planTitle: 'Several services on one day',
  partService: (no: number) => `Service ${no}`,
  partDoctor: (no: number) => `Doctor ${no}`,
  anyone: 'Anyone',
  minGap: (no: number) => `Minutes after ${no}, at least`,
  maxGap: (no: number) => `Minutes after ${no}, at most`,
  addPart: 'Another service',
  remove: 'Remove',
  removePart: (no: number) => `Remove service ${no}`,
  plans: 'Days that would do',
  noPlans: 'In the next eight weeks no day has all of it.',
  reach: 'This visit belongs to others',
  alone: 'This one alone',
  reaches: {
    following: (count: number) => `This and the following: ${count}`,
    ahead: (count: number) => `All that are ahead: ${count}`,
  } satisfies Record<Reach, (count: number) => string>,
  oneOf: (no: number, of: number) => `Visit ${no} of ${of} that were booked together`,
} as const;
