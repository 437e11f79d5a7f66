// Apart from the schemas, so that a window does not load a library of checks for them.

/** The things a file may hold, and the fields a column can be mapped to. */
export const IMPORT_FIELDS = {
  slots: [
    'id',
    'date',
    'time',
    'end-time',
    'duration',
    'available',
    'patient-id',
    'note',
    'ignore',
  ],
  patients: [
    'id',
    'name',
    'first-name',
    'last-name',
    'sex',
    'birth-date',
    'phone',
    'note',
    'ignore',
  ],
} as const;

/** The most that is taken in, packed or not: thirty times a clinic's ten years of slots. */
export const IMPORT_BYTES_MAX = 128 * 1024 * 1024;
