const doctors = (count: number): string => (count === 1 ? '1 doctor' : `${count} doctors`);
const goesAlong = (count: number): string => (count === 1 ? 'assists goes' : 'assist go');

/** Of visits that several doctors have together. */
export const teamWordsOf = {
  assists: 'Assists another doctor',
  assistsIn: 'Assists',
  openVisit: 'Open the visit',
  goesWith: 'This time goes where the visit goes. Open the visit to move or cancel it.',
  with: 'Assisting',
  add: 'Add another doctor',
  doctor: 'Doctor',
  noneLeft: 'No other doctor works at this branch.',
  why: 'Why this doctor comes without working time then',
  doAdd: 'Add',
  doReplace: 'Have this doctor assist instead',
  keep: 'Leave it',
  takeOff: (doctor: string) => `Take off ${doctor}`,
  takeOffShort: 'Take off',
  following: ({ along, behind }: { readonly along: number; readonly behind: number }): string =>
    [
      along > 0 ? `Where a visit moves, ${doctors(along)} who ${goesAlong(along)} along.` : '',
      behind > 0
        ? `${doctors(behind)} assisting cannot then: the visit goes on without, or with another from the conflict inbox.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  takenOff: 'Taken off at the desk',
  goOnWithout: (doctor: string) => `Go on without ${doctor}`,
  without: 'The visit goes on without',
  tentative: 'waits for central',
  displaced: 'lost the time',
  added: (doctor: string) => `${doctor} assists`,
  isWithout: (doctor: string) => `${doctor} does not assist any more`,
} as const;
