import type { Preferences } from '../../model/preferences.ts';

/** Whether a visit that begins at a minute of the day is at a time at which the patient likes to come. */
export const isWithinHours = (said: Preferences | null, minute: number): boolean =>
  minute >= (said?.notBeforeMin ?? minute) && minute <= (said?.notAfterMin ?? minute);
