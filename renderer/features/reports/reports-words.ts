import type { ReportRefusal } from '../../../shared/model/report.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

const latestOf = (what: string, count: number, shown: number): string =>
  count > shown ? `${what}, the latest ${shown.toLocaleString('en-GB')} of them:` : what;

export const words = {
  title: 'Reports',
  print: 'Print',
  formats: { csv: 'CSV', xlsx: 'Excel', pdf: 'PDF' },
  saved: (name: string) => `${name} is saved.`,
  unanswered: 'The host did not answer. Try again.',
  range: 'Days',
  ranges: {
    '7': 'Last 7 days',
    '28': 'Last 4 weeks',
    '84': 'Last 12 weeks',
    '365': 'Last year',
    own: 'From … until …',
  },
  from: 'From',
  until: 'Until',
  branch: 'Branch',
  allBranches: 'All branches',
  doctor: 'Doctor',
  allDoctors: 'All doctors',
  service: 'Service',
  allServices: 'All services',
  about: (first: string, last: string) => `${first} to ${last}`,
  compared: (first: string, last: string) => `compared with ${first} to ${last}`,
  partial: 'These figures are not whole',
  empty: 'Nothing was booked in these days',
  emptyHint: 'Choose other days, or another branch, doctor or service.',
  notYet: 'Choose a last day that is not before the first.',
  before: (value: string) => `${value} before`,
  same: 'as before',
  means: (figure: string) => `What “${figure}” means`,
  show: (what: string) => `Show ${what}`,
  figures: 'Figures',
  median: (value: string) => `half of them at most ${value}`,
  onTime: 'Occupancy over time',
  onTimeHint: 'Solid: the patient came. Hatched: booked, and not come or not yet.',
  cameShare: 'Came',
  bookedShare: 'Occupied',
  capacity: 'Capacity',
  hoursOf: (hours: number) => `${hours.toLocaleString('en-GB', { maximumFractionDigits: 1 })} h`,
  asTable: 'As a table',
  days: 'Days',
  heat: 'Busy and idle hours',
  heatHint:
    'How full each hour of the week was, in percent of its capacity. A dot: nobody works then.',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  weekdaysLong: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  hour: 'Hour',
  peak: (when: string, value: string) => `Fullest: ${when} (${value})`,
  idle: (when: string, value: string) => `Emptiest: ${when} (${value})`,
  cell: (weekday: string, hour: string, value: string) => `${weekday} ${hour}: ${value}`,
  noOne: 'nobody works then',
  funnel: 'From booking to being seen',
  lostTo: {
    kept: (count: number) => `${count.toLocaleString('en-GB')} cancelled`,
    arrived: (noShow: number, rest: number) =>
      [
        `${noShow.toLocaleString('en-GB')} did not come`,
        ...(rest > 0 ? [`${rest.toLocaleString('en-GB')} ahead or not noted`] : []),
      ].join(', '),
    seen: (count: number) => `${count.toLocaleString('en-GB')} not gone in`,
  },
  doctors: 'Doctors compared',
  services: 'Services',
  branches: 'Branches',
  left: 'left',
  noLonger: 'no longer offered',
  waits: 'How long patients waited',
  waitsHint: 'From arriving to going in, in minutes.',
  noWaits: 'No waiting time was noted in these days.',
  patients: (count: number) => plural(count, 'patient', 'patients'),
  definitions: 'What the figures mean',
  behindCount: (count: number, shown: number) =>
    latestOf(plural(count, 'appointment', 'appointments'), count, shown),
  sessionsCount: (count: number, shown: number) =>
    latestOf(
      plural(count, 'session went on for longer', 'sessions went on for longer'),
      count,
      shown,
    ),
  walkInsCount: (count: number, shown: number) =>
    latestOf(plural(count, 'walk-in', 'walk-ins'), count, shown),
  planned: 'Planned until',
  overAt: 'Last visit over',
  overBy: 'Longer by',
  minutesOver: (minutes: number) => `${minutes.toLocaleString('en-GB')} min`,
  openDay: (doctor: string, when: string) => `Open the day of ${doctor}: ${when}`,
  cameAt: 'Came',
  anyDoctor: 'Whoever was free',
  outcome: 'What became of it',
  queueStates: {
    waiting: 'Waiting',
    held: 'Held',
    called: 'Called',
    left: 'Left',
    started: 'In the room',
    done: 'Done',
  },
  close: 'Close',
  when: 'When',
  patient: 'Patient',
  status: 'Status',
  open: (patient: string) => `Open the appointment of ${patient}`,
  unnamed: 'Patient not known here',
  statuses: {
    booked: 'Booked',
    arrived: 'Arrived',
    'checked-in': 'Checked in',
    'in-consult': 'In the room',
    completed: 'Seen',
    'no-show': 'Did not come',
    cancelled: 'Cancelled',
  },
  printed: (who: string, when: string) => `Printed by ${who}, ${when}`,
} as const;

export function reportRefusalWords(refusal: ReportRefusal): string {
  switch (refusal.kind) {
    case 'not-permitted':
      return 'Reports are for managers and administrators, of the branches they answer for.';
    case 'no-such-days':
      return words.notYet;
    case 'too-many-days':
      return 'That is more than five years. Choose fewer days.';
    case 'book-elsewhere':
      return 'The book of that branch is not on this computer. Central has the reports of all branches.';
  }
}
