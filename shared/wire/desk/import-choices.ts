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
    'marks',
    'services',
    'shared-with',
    'capacity',
    'room',
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
  appointments: [
    'id',
    'date',
    'time',
    'end-time',
    'duration',
    'doctor',
    'service',
    'status',
    'patient-id',
    'name',
    'first-name',
    'last-name',
    'birth-date',
    'phone',
    'email',
    'sex',
    'note',
    'ignore',
  ],
} as const;

/** What offices save tables in. */
export const IMPORT_ENCODINGS = [
  'utf-8',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
  'macintosh',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;

export const IMPORT_DELIMITERS = [',', ';', '\t', '|'] as const;

/** The most that is taken in, packed or not: thirty times a clinic's ten years of slots. */
export const IMPORT_BYTES_MAX = 128 * 1024 * 1024;

/** Resources of one file of slots: of 25 doctors, for a year. */
export const SLOT_LIST_MAX = 300_000;

/** A bundle, or an archive of lines, is held as a whole. */
export const SLOT_BUNDLE_BYTES_MAX = 32 * 1024 * 1024;

/** Appointments of one file: each is booked by the rules, one after the other. */
export const IMPORTED_VISITS_MAX = 2000;

/** What the events of a calendar may become. */
export const CALENDAR_BECOMES = ['time-off', 'sessions', 'appointments'] as const;

/** Times of one doctor that one calendar may bring at once: ten a day, for more than a year. */
export const CALENDAR_ITEMS_MAX = 5000;

/** How many days of a calendar may be read in at once. */
export const CALENDAR_DAYS_MAX = 2 * 366;

/** How often a calendar at an address may be read, in minutes. */
export const KEPT_EVERY_MIN = [15, 30, 60, 240, 1440] as const;

/** A branch has a few calendars of each doctor. */
export const KEPT_CALENDARS_MAX = 100;

/** Characters of an address. */
export const CALENDAR_ADDRESS_MAX = 2000;

/** A calendar is fetched up to this size, packed or not; a file may be larger. */
export const FETCHED_BYTES_MAX = 16 * 1024 * 1024;
