import { teamWords } from '../../../shared/domain/appointments/team-words.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import type { DaySheet } from '../../../shared/wire/desk/day-sheet.ts';
import type { Paper, PaperPart } from './paper.ts';

const COLUMNS = [
  { name: 'Time', share: 13 },
  { name: 'Patient', share: 24 },
  { name: 'Born', share: 12 },
  { name: 'Phone', share: 16 },
  { name: 'Service', share: 16 },
  { name: 'Note', share: 25 },
] as const;

/** Days of a branch on paper, a page for each doctor. */
export function daySheetPaper(sheets: readonly DaySheet[]): Paper {
  const [first] = sheets;
  const days = [...new Set(sheets.map(({ day }) => day))].join(', ');
  return {
    title: `Day sheet of ${first?.branch ?? ''}, ${days}`,
    parts: sheets.flatMap(partsOf),
    madeWords: first ? `As the book was on ${madeAt(first)}.` : '',
    isWide: false,
  };
}

const madeAt = ({ timeZone, madeMs }: DaySheet): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(
    madeMs,
  );

function partsOf(sheet: DaySheet): readonly PaperPart[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: sheet.timeZone, hour: '2-digit', minute: '2-digit' },
  });
  const span = ({ startMs, endMs }: Interval): string =>
    `${format.format(startMs)}–${format.format(endMs)}`;
  const parts = sheet.doctors.map(({ name, sessions, visits }): PaperPart => {
    const works = sessions.map(span).join(', ');
    return {
      heading: `Dr. ${name}, ${sheet.branch}, ${sheet.day}`,
      lines: [works === '' ? 'No working time' : `Works ${works}`],
      columns: visits.length === 0 ? [] : COLUMNS,
      rows: visits.map((visit) => [
        span(visit),
        [visit.patient, visit.number].filter(Boolean).join(' '),
        visit.birthDate ?? '',
        visit.phone ?? '',
        visit.service,
        [teamWords(visit), visit.note].filter(Boolean).join('; '),
      ]),
      isOwnPage: true,
    };
  });
  if (parts.length > 0) return parts;
  const none = { lines: ['Nobody works and nobody is booked.'], columns: [], rows: [] };
  return [{ heading: `${sheet.branch}, ${sheet.day}`, ...none, isOwnPage: true }];
}
