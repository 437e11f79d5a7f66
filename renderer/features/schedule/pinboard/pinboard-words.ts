export const words = {
  title: 'Pinboard',
  hint: 'Each keeps its time until it has another. Choose one, then a free time in the schedule; or drag it there.',
  inHand: (name: string) => `Choose a free time for ${name}. Escape puts it back.`,
  take: 'Choose a new time',
  remove: (name: string) => `Take ${name} off the board`,
  tell: 'Tell the patient',
  movedSince: 'Keep it here with the time it has now',
  moved: (name: string, when: string) => `${name} is moved to ${when}.`,
} as const;
