/** Of what a person notes down for nobody else. */
export const privateNoteWords = {
  add: 'Private note…',
  label: 'Private note',
  hint: 'Only you see it, and only at this clinic’s computer.',
  save: 'Save the note',
  remove: 'Delete the note',
} as const;
