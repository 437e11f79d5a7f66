import type { Conflict } from '../../../shared/model/conflict.ts';

export const words = {
  title: 'Conflicts',
  open: 'Open',
  done: 'Settled',
  none: 'Nothing to settle',
  noneHint: 'When two branches book one doctor for the same time, it is shown here.',
  titles: {
    displaced: (patient: string) => `${patient} lost the time`,
    'both-happened': (patient: string) => `${patient} and another were seen at one time`,
    edit: (patient: string) => `${patient} was changed by two people at once`,
  },
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
  edited: 'Two people changed this appointment, and the later change stands.',
};

export const reasonWords = (conflict: Conflict): string => REASONS[conflict.reason];
