import type { Passing } from '../../shared/wire/desk/absences.ts';

/** Of working time that several doctors share. */
export const sharingWords = {
  sharedWith: 'Shared with',
  nobody: 'Nobody',
  sharedWithNobody: 'Shared with nobody',
  giveTime: (doctor: string) => `Give ${doctor} this working time as well`,
  hasTime: (doctor: string) =>
    `${doctor} has working time of their own then, and shares it as far as that goes.`,
  hasNone: (doctor: string) =>
    `Patients go to ${doctor} wherever they have working time here at these hours.`,
  ends: (doctor: string) => `What ${doctor} works stays as it is.`,
  whom: 'With whom',
  either: 'Either',
  eitherOf: (doctors: readonly string[]) => doctors.join(' or '),
  passing: (count: number, doctor: string) =>
    count === 1
      ? `One who is with either doctor goes to ${doctor}, at the same time.`
      : `${count} who are with either doctor go to ${doctor}, at the same time.`,
  shares: (doctors: string) => `shared with ${doctors}`,
} as const;

/** Who passes to another doctor who shares their time, in one line; null where nobody does. */
export const passingLine = (
  passing: readonly Passing[],
  say: { readonly doctor: (id: string) => string },
): string | null =>
  passing.length === 0
    ? null
    : passing.map((one) => sharingWords.passing(one.count, say.doctor(one.doctorId))).join(' ');
