import type { Conflict } from '../../../shared/model/conflict.ts';

export const words = {
  title: 'Conflicts',
  open: 'Open',
  done: 'Settled',
  none: 'Nothing to settle',
  noneHint:
    'When two branches book one doctor for the same time, or working time cannot stay as it is, it is shown here.',
  titles: {
    displaced: (patient: string) => `${patient} lost the time`,
    'both-happened': (patient: string) => `${patient} and another were seen at one time`,
    edit: (patient: string) => `${patient} was changed by two people at once`,
    found: () => 'A warning about working time was put away',
  },
  kind: 'Kind',
  everyKind: 'Every kind',
  doctor: 'Doctor',
  everyDoctor: 'Every doctor',
  branch: 'Branch',
  everyBranch: 'Every branch',
  kinds: {
    displaced: 'Lost the time',
    'both-happened': 'Two visits at one time',
    edit: 'Changed by two',
    found: 'Put away',
    refused: 'Refused by central',
    travel: 'Too little time on the way',
    agreement: 'Against what was agreed',
    room: 'Two doctors in one room',
    closed: 'Works on a closed day',
    away: 'Works while away',
  },
  noneOfThem: 'Nothing of that kind. Choose another kind, doctor or branch.',
  more: (count: number) => `And ${count} more: choose a kind, doctor or branch to see them.`,
  found: {
    refused: (branch: string | null) =>
      branch === null
        ? 'Central did not confirm this working time: the doctor has other working time then.'
        : `Central did not confirm this working time: ${branch} has the doctor then.`,
    closed: (day: string) => `The branch is closed that day: ${day}.`,
    away: (reason: string) =>
      reason === '' ? 'The doctor is away then.' : `The doctor is away then: ${reason}.`,
  },
  booked: (count: number) =>
    count === 0 ? 'nobody booked' : `${count} ${count === 1 ? 'appointment' : 'appointments'}`,
  what: 'What',
  where: 'Where',
  moreTimes: (count: number) => `and ${count} more`,
  affected: 'Appointments then',
  nobody: 'Nobody is booked then, as far as it is known here.',
  patient: 'Patient',
  when: 'When',
  phone: 'Phone',
  showDay: 'Show the day',
  change: 'Move, shorten or delete it',
  askFor: 'Ask for its bookings',
  elsewhere: (branch: string) =>
    `The computer of ${branch} holds these bookings: it can change the working time, or be asked for them.`,
  seeTimeOff: 'See the surgery at Time off',
  seeDoctors: 'See what was agreed',
  keep: 'Leave it so',
  keepReason: 'Why it can stay so',
  looking: 'Looking who is booked…',
  put: 'The warning is put away.',
  wanted: 'Wanted',
  won: 'Taken by',
  why: 'Why',
  offers: 'Rebook with one click',
  noOffers: 'No free time in the next 90 days. Open the schedule and choose one.',
  dismiss: 'Put away',
  reason: 'Reason',
  unknownPatient: 'A patient of another branch',
  lostWords: 'What was typed and not kept',
  show: 'Show in the schedule',
  state: {
    open: 'Open',
    rebooked: 'Rebooked',
    dismissed: 'Put away',
    'settled-itself': 'Has its time back',
  },
} as const;

const REASONS: Readonly<Record<Conflict['reason'], string>> = {
  happening: 'That visit is taking place.',
  emergency: 'That one is an emergency, or its patient was told by phone.',
  'booking-right': 'That branch holds the right to this time.',
  earlier: 'That one was booked earlier.',
  'doctor-away': 'The doctor is away.',
  'branch-closed': 'The branch is closed that day.',
  'session-gone': 'The doctor does not work at that time any more.',
  found: 'A person said that it can stay so.',
  edited: 'Two people changed this appointment, and the later change stands.',
};

export const reasonWords = (conflict: Conflict): string => REASONS[conflict.reason];
