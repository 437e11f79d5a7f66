export const words = {
  title: 'Visits left open',
  intro:
    'Of days that are over, visits of which nobody said what became of them. Nothing happens to them by itself.',
  none: 'All visits of the last days are closed.',
  some: (count: number, shown: number) =>
    count > shown ? `${count} visits, the earliest ${shown} of them:` : null,
  when: 'When',
  patient: 'Patient',
  doctor: 'Doctor',
  last: 'Last noted',
  status: {
    booked: 'Booked',
    arrived: 'Arrived',
    'checked-in': 'Checked in',
    'in-consult': 'In the room',
  },
  outcome: 'What became of it',
  seen: 'Was seen',
  noShow: 'Did not come',
  calledOff: 'Called off',
  byPatient: 'The patient called off',
  byPractice: 'The practice called off',
  cancelReasons: {
    patient: 'The patient had called off; noted after the day.',
    practice: 'The practice had called off; noted after the day.',
  },
  done: (name: string, outcome: string) => `${name}: ${outcome}.`,
} as const;
