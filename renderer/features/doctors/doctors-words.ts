import { hoursWords } from '../../words/work-words.ts';

/** "20 h a week, 6 h a day". */
const agreedHours = (weekMin: number | null, dayMin: number | null): string =>
  [
    ...(weekMin === null ? [] : [`${hoursWords(weekMin)} a week`]),
    ...(dayMin === null ? [] : [`${hoursWords(dayMin)} a day`]),
  ].join(', ');

export const words = {
  title: 'Doctors',
  intro: 'Who works here, how, and when working time can be given to them at which branch.',
  newDoctor: 'New doctor',
  editDoctor: 'Change a doctor',
  search: 'Search',
  searchHint: 'Name, speciality or branch',
  ofKind: 'Kind',
  everyKind: 'Every kind',
  kinds: { 'full-time': 'Full-time', 'part-time': 'Part-time', locum: 'Locum' },
  none: 'There are no doctors yet',
  noneHint: 'Add the first, with the branches they work at. Their working time comes after that.',
  nobody: 'Nobody found. Try fewer letters, or another kind.',
  name: 'Name',
  speciality: 'Speciality',
  kind: 'Kind',
  branches: 'Branches',
  agreed: 'Agreed',
  agreedHours,
  contract: (from: string | null, until: string | null): string => {
    if (from !== null && until !== null) return `${from} to ${until}`;
    if (from !== null) return `from ${from}`;
    return until === null ? '' : `until ${until}`;
  },
  thisWeek: 'This week',
  ofAgreed: (found: number, agreed: number | null): string =>
    agreed === null ? hoursWords(found) : `${hoursWords(found)} of ${hoursWords(agreed)}`,
  tooMany: 'more than agreed',
  more: (count: number) => `And ${count} more: search for them.`,
  edit: 'Edit',
  editName: (name: string) => `Edit ${name}`,
  inactive: 'works here no more',
  active: 'Works here',
  partTime: 'Agreed time of work, over all branches; what is empty is open',
  weekHours: 'Hours a week',
  dayHours: 'Hours a day',
  locum: 'Contract; what is empty is open',
  locumHint: 'A locum works on single days within the contract, and at no other branch.',
  fromDay: 'First day',
  untilDay: 'Last day',
  hoursAt: (branch: string) => `Hours for ${branch}`,
  hoursHint: 'Without any, working time can be given there at any time.',
  daysPerWeek: 'Days a week there',
  open: 'Open',
  on: 'On',
  from: 'From',
  until: 'Until',
  addHours: 'Add hours',
  removeHours: 'Remove the hours',
  save: 'Save',
  cancel: 'Cancel',
  saved: (name: string) => `${name} is saved.`,
} as const;
