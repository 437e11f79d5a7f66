/** Of working time that several doctors share. */
export const sharingWords = {
  sharedWith: 'Shared with',
  nobody: 'Nobody',
  giveTime: (doctor: string) => `Give ${doctor} this working time as well`,
  hasTime: (doctor: string) =>
    `${doctor} has working time of their own then, and shares it as far as that goes.`,
  hasNone: (doctor: string) =>
    `Patients go to ${doctor} wherever they have working time here at these hours.`,
  ends: (doctor: string) => `What ${doctor} works stays as it is.`,
  whom: 'With whom',
  either: 'Either',
  eitherOf: (doctors: readonly string[]) => doctors.join(' or '),
  passing: (count: number) =>
    count === 1
      ? 'One who is with either doctor goes to the other, at the same time.'
      : `${count} who are with either doctor go to the other, at the same time.`,
  shares: (doctors: string) => `shared with ${doctors}`,
} as const;
