import type { EventStatus, EventTag, EventView } from '../../state/event-view.ts';

/** Every word of the schedule in one place, for the catalogue of a second language. */
export const words = {
  today: 'Today',
  previous: { day: 'Previous day', week: 'Previous week', month: 'Previous month' },
  next: { day: 'Next day', week: 'Next week', month: 'Next month' },
  views: { day: 'Day', week: 'Week', month: 'Month' },
  view: 'View',
  calendarTools: 'Calendar',
  goToDate: 'Go to date',
  legend: 'Services and marks',
  services: 'Services',
  grid: 'Appointments',
  away: 'Away',
  late: (minutes: number) => `${minutes} min late`,
  closed: 'Closed',
  timeOff: 'Time off',
  /** What stands behind the cards. */
  backgrounds: {
    ...{ off: 'No hours', break: 'Break', tag: 'Mark', service: 'Only for' },
    ...{ 'time-off': 'Time off', closure: 'Closed', visit: 'Appointment' },
  },
  editTime: 'Edit working time',
  editTimeKey: 'Edit working time (W)',
  editNotHere: 'Working time cannot be edited yet',
  noHours: 'No hours',
  ribbon: 'Show a rotation',
  templateGone: 'a template that is gone',
  marksOf: (names: readonly string[]) => `Marks: ${names.join(', ')}`,
  opening: 'Opening the book…',
  notMoved: 'Not moved',
  moveNotAsked:
    'Whether the patient is told cannot be asked before this window was loaded anew, once the host answers.',
  moveTo: (name: string, time: string) => `Move ${name} to ${time}?`,
  moveIt: 'Move',
  leaveIt: 'Leave it where it was',
  blocked: 'Blocked',
  held: 'Held',
  underWay: (name: string) => `${name}, being booked…`,
  workingTime: (name: string) => `Working time of Dr. ${name}`,
  busyElsewhere: 'Busy',
  assists: 'Assists another doctor',
  sharedWith: (doctors: string) => `with ${doctors}`,
  tentativeFrom: (computer: string) => `Tentative, from ${computer}`,
  chooseDoctors: 'Doctors',
  doctorsShown: (shown: number, all: number) => `${shown} of ${all} doctors`,
  weekDoctorsMax: (max: number) => `The week shows up to ${max} doctors.`,
  earlierDoctors: 'Previous doctors',
  laterDoctors: 'Next doctors',
  doctorPage: (from: number, to: number, all: number) => `${from}–${to} of ${all}`,
  utilisation: (percent: number) => `${percent}% booked`,
  appointmentsOf: (count: number) => (count === 1 ? 'appointment' : 'appointments'),
  displacedCount: (count: number) => (count === 1 ? '1 displaced' : `${count} displaced`),
  moreDoctors: (count: number) => `+${count} more`,
  noDoctors: 'No doctors to show',
  noDoctorsHint: 'Doctors appear here when they have sessions at this branch.',
  releasedIn: (time: string) => `released in ${time}`,
  free: (doctor: string, time: string) => `${doctor}, ${time}, free`,
  keysHint: 'Arrow keys move, Enter opens, N books, Shift and arrows move an appointment.',
  moving: (title: string, doctor: string, time: string) =>
    `Moving ${title} to ${time}, ${doctor}. Enter to place, Escape to cancel.`,
  moved: (title: string, doctor: string, time: string) => `Moved ${title} to ${time}, ${doctor}.`,
  moveCancelled: (title: string) => `${title} stays where it was.`,
  cannotMove: (title: string) => `${title} can no longer be moved.`,
} as const;

const STATUS_WORDS: Readonly<Record<EventStatus, string>> = {
  booked: '',
  arrived: 'arrived',
  'checked-in': 'checked in',
  'in-consult': 'in the room',
  completed: 'completed',
  'no-show': 'did not come',
  cancelled: 'cancelled',
  'entered-in-error': 'entered in error',
  none: '',
};

const TAG_WORDS: Readonly<Record<EventTag, string>> = {
  assists: 'assists another doctor',
  'with-either': 'with either doctor',
  vip: 'VIP',
  'walk-in': 'walk-in',
  video: 'video',
  'often-misses': 'often misses visits',
  emergency: 'emergency',
  overbooked: 'overbooked on purpose',
};

/** What the marks of a card mean, for who cannot see them. */
export function describeMarks(event: EventView): string {
  return [
    event.serviceName,
    STATUS_WORDS[event.status],
    event.kind === 'appointment' && event.firmness === 'tentative'
      ? 'tentative, waiting for central'
      : '',
    event.displaced ? 'displaced, needs a new time' : '',
    ...event.tags.map((tag) => TAG_WORDS[tag]),
  ]
    .filter(Boolean)
    .join(', ');
}
