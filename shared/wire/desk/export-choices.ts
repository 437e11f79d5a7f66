// Apart from the schemas, so that a window does not load a library of checks for them.

export const EXPORT_FORMATS = ['icalendar', 'csv', 'xlsx', 'fhir', 'smart'] as const;

export const EXPORT_CONTENTS = ['appointments', 'slots', 'sessions', 'time-off'] as const;

/** What each kind of file can hold. */
export const CONTENTS_BY_FORMAT: Readonly<
  Record<(typeof EXPORT_FORMATS)[number], readonly (typeof EXPORT_CONTENTS)[number][]>
> = {
  icalendar: ['appointments', 'sessions', 'time-off'],
  csv: ['appointments', 'slots'],
  xlsx: ['appointments', 'slots'],
  fhir: ['slots'],
  smart: ['slots'],
};

/** Events, rows or slots of one file: a busy clinic's month. */
export const EXPORT_ROWS_MAX = 20_000;

/** How many days one file may be about. */
export const EXPORT_DAYS_MAX = 2 * 366;
