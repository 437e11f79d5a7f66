import type { DaySheet } from '../../model/day-sheet.ts';
import { dayStartMs } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { teamWords } from '../appointments/team-words.ts';

/** A doctor's day as it is put on paper; one of nobody where nobody works. */
export interface SheetPage {
  readonly id: string;
  /** Whose, and where. */
  readonly heading: string;
  /** "Mon, 2 Mar 2026". */
  readonly day: string;
  /** When the doctor works, or that nobody does; and that nobody is booked. */
  readonly lines: readonly string[];
  readonly rows: readonly SheetRow[];
}

/** A visit: a cell of each of the columns. */
export interface SheetRow {
  readonly id: string;
  readonly cells: readonly string[];
}

/** With the share of the width that each has. */
export const SHEET_COLUMNS = [
  { name: 'Time', share: 13 },
  { name: 'Patient', share: 24 },
  { name: 'Born', share: 12 },
  { name: 'Phone', share: 16 },
  { name: 'Service', share: 16 },
  { name: 'Note', share: 25 },
] as const;

const STATUS: Readonly<Partial<Record<Visit['status'], string>>> = {
  arrived: 'arrived',
  'checked-in': 'checked in',
  'in-consult': 'in the room',
  completed: 'done',
};

type Visit = DaySheet['doctors'][number]['visits'][number];

/** A branch's day, a page for each doctor: the same on the screen, in a PDF and in a page for an outage. */
export function layOutSheet(sheet: DaySheet): readonly SheetPage[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: sheet.timeZone, hour: '2-digit', minute: '2-digit' },
  });
  const span = ({ startMs, endMs }: Interval): string =>
    `${format.format(startMs)}–${format.format(endMs)}`;
  const day = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: sheet.timeZone, weekday: 'short' },
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
  }).format(dayStartMs(knownTimeZone(sheet.timeZone), sheet.day));
  const pages = sheet.doctors.map(({ id, name, sessions, visits }): SheetPage => {
    const works = sessions.map(span).join(', ');
    return {
      id,
      ...{ heading: `Dr. ${name}, ${sheet.branch}`, day },
      lines: [
        works === '' ? 'No working time' : `Works ${works}`,
        ...(visits.length === 0 ? ['Nobody is booked.'] : []),
      ],
      rows: visits.map((visit) => ({ id: visit.id, cells: cellsOf(visit, span(visit)) })),
    };
  });
  if (pages.length > 0) return pages;
  const lines = ['Nobody works and nobody is booked.'];
  return [{ id: sheet.day, heading: sheet.branch, day, lines, rows: [] }];
}

const cellsOf = (visit: Visit, time: string): readonly string[] => [
  time,
  [visit.patient, visit.number].filter(Boolean).join(' '),
  visit.birthDate ?? '',
  visit.phone ?? '',
  visit.service,
  [STATUS[visit.status], teamWords(visit), visit.note].filter(Boolean).join('; '),
];

/** How old what stands there is, by the clocks of the branch. */
export const sheetMade = ({ timeZone, madeMs }: Pick<DaySheet, 'timeZone' | 'madeMs'>): string => {
  const format = { timeZone, dateStyle: 'medium', timeStyle: 'short' } as const;
  return `As the book was on ${new Intl.DateTimeFormat('en-GB', format).format(madeMs)}.`;
};
