/** What the fields of breaks are called, wherever working time is entered. */
export const breakWords = {
  name: 'Break',
  from: 'from',
  until: 'until',
  add: 'Add a break',
  remove: 'Remove the break',
  newName: 'Break',
} as const;
