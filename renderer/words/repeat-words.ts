/** The words in which somebody says how often something comes again. */
export const repeatWords = {
  howOften: 'How often',
  by: { days: 'Daily', weeks: 'Weekly', months: 'Monthly' },
  every: { days: 'Every … days', weeks: 'Every … weeks', months: 'Every … months' },
  on: 'On',
  place: 'Which',
  places: { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', '-1': 'Last' },
  day: 'Weekday',
  lastDay: 'Until day',
  noEnd: 'Empty: it goes on',
} as const;
