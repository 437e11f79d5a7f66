export const messagingWords = {
  title: 'Messages to patients',
  hint: 'Central sends them by SMS, or by e-mail to who has no telephone. What it sends with is told to central when it is started.',
  branch: 'Patients of',
  kinds: {
    booked: 'When booking',
    moved: 'When moving',
    cancelled: 'When cancelling',
    displaced: 'When a time is lost',
    offer: 'When offering from the waitlist',
  },
  ways: {
    off: 'Do not ask',
    no: 'Ask, not ticked',
    yes: 'Ask, ticked',
  },
  quietFrom: 'Quiet from',
  quietUntil: 'Quiet until',
  reminderHours: 'Remind, hours before',
  noReminder: 'Never',
  offerNotice: 'Waitlist: no offers, minutes before',
  offerMinutes: 'Waitlist: an offer is held, minutes',
  save: 'Save the messages',
} as const;
