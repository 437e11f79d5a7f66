/** The words of editing working time in the schedule, for the catalogue of a second language. */
export const words = {
  grid: 'Working time',
  workingTime: 'Working time',
  slots: (minutes: number) => `${minutes}-minute slots`,
  hint: 'Drag over free time to add working time; drag it, to another doctor or day too, or its ends to change it.',
  keysHint:
    'Arrow keys move, Enter adds working time or opens it, M moves it, S and E move its start and end, one after the other if need be, Space chooses, Shift and arrows choose more, A chooses all of the column, Delete deletes, W ends.',
  chosen: (count: number) => (count === 1 ? '1 chosen' : `${count} chosen`),
  column: 'All of the column',
  change: 'Change…',
  delete: 'Delete…',
  none: 'Choose none',
  done: 'Done',
  drawing: (doctor: string, from: string, until: string) =>
    `New working time, ${doctor}, ${from} to ${until}. Arrow keys change its end, Enter adds it, Escape gives it up.`,
  holding: (doctor: string, from: string, until: string) =>
    `${doctor}, ${from} to ${until}. Enter to look at the change, Escape to leave it.`,
  putBack: 'It stays as it was.',
  cannot: 'This working time is over.',
  added: (count: number) => `${count} added to the choice.`,
} as const;
