/** What a screen says while it waits for the host's answer, or has to do without. */
export const loadWords = {
  loading: 'Asking the book…',
  lost: 'The book cannot be reached',
  lostHint: 'It is asked again as soon as the host answers. What you enter meanwhile is kept.',
  notHereHint:
    'It comes from the computer that Daybook runs on, which cannot be reached. Load the window anew once that answers.',
  failed: 'The book could not answer',
  failedHint: 'Nothing was changed by this. If it happens again, look into the log of the host.',
  again: 'Try again',
  old: 'What is shown may have changed since.',
} as const;
