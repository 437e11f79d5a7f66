import type { SEVERAL_KINDS } from '../../../shared/model/choices.ts';

const severalKinds: Readonly<Record<(typeof SEVERAL_KINDS)[number], string>> = {
  'several-booked': 'Booked, several visits',
  'several-moved': 'Moved, several visits',
  'several-cancelled': 'Cancelled, several visits',
  'several-displaced': 'Lost their times, several visits',
};

export const messageTextWords = {
  severalKinds,
  title: 'Texts of messages',
  hint: 'What patients are told at every branch. Each is written to in their own language.',
  kind: 'Told when',
  language: 'In',
  text: 'Text',
  placeholders: (names: readonly string[]) =>
    `What stands in braces is filled in: ${names.map((name) => `{${name}}`).join(', ')}.`,
  unknown: (names: readonly string[]) => `Nothing stands for ${names.join(', ')}.`,
  standard: 'Take the standard text',
  preview: 'How it reads',
  /** Of a kind that has words of the clinic's own in some languages alone. */
  standardIn: (languages: readonly string[]) =>
    `Whoever is written to in ${languages.join(' or ')} is told the standard text of that language: the clinic has no words of its own there.`,
  /** For the preview alone. */
  sample: {
    patient: 'Meera Iyer',
    doctor: 'Priya Das',
    otherDoctor: 'Anita Sen',
    service: 'Consultation',
    clinic: 'Lakeside Clinics',
  },
  length: (segments: number, encoding: string, characters: number) =>
    `${characters} characters, ${segments === 1 ? '1 SMS' : `${segments} SMS each`}${encoding === 'UCS-2' ? ' (letters beyond GSM: 70 fit in one)' : ' (160 fit in one)'}`,
  save: 'Save the text',
} as const;
