export const words = {
  title: 'Messages',
  intro:
    'What patients are told of their appointments. Central sends it; what came of it is shown here as soon as it is known.',
  filter: 'Show',
  filters: {
    all: 'All',
    'to-call': 'To be called',
    waiting: 'Waiting',
    sent: 'Told',
    failed: 'Failed',
  },
  progress: (counts: {
    readonly sent: number;
    readonly waiting: number;
    readonly toCall: number;
  }) =>
    `Of the visits to come: ${counts.sent} told, ${counts.waiting} waiting, ${counts.toCall} to be called.`,
  none: 'There are no messages here',
  noneHint:
    'Patients are told when somebody books, moves or cancels and says so. Whether that is asked stands in Settings.',
  nobodyToCall: 'Nobody has to be called',
  patient: 'Patient',
  phone: 'Phone',
  about: 'About',
  when: 'When',
  doctor: 'Doctor',
  state: 'State',
  alsoOf: 'Other visits of the same message',
  more: (count: number) => `and ${count} more`,
  print: 'Print the list',
  callListPdf: 'Whom to call, PDF',
  callList: (branch: string, when: string) => `To be called, ${branch}, ${when}`,
  cut: (max: number) => `Only the first ${max} are shown.`,
  unknownPatient: 'Someone who is not known here any more',
} as const;
