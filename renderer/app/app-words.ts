/** The words of the frame around the screens, for the catalogue of a second language. */
export const words = {
  product: 'Daybook',
  mainNavigation: 'Main',
  search: 'Search patients, times or run a command',
  searchKeys: 'Ctrl K',
  nothingFound: 'Nothing found',
  toDark: 'Use the dark theme',
  toLight: 'Use the light theme',
  details: 'Details',
  conflictInbox: (open: number) =>
    open === 1 ? 'Conflict inbox, 1 open' : `Conflict inbox, ${open} open`,
  open: (count: number) => `${count} open`,
  starting: 'Opening the book…',
  loading: 'Loading…',
  screenFailed: 'This screen could not be drawn',
  nothingLost: 'Nothing in the book was changed by this.',
  tryAgain: 'Try again',
} as const;
