import { teamWords } from '../../../shared/domain/appointments/team-words.ts';
import type { DaySheet } from '../../../shared/wire/desk/day-sheet.ts';
import { escapeHtml } from './escape-html.ts';

/** Days on paper, a page for each doctor, as HTML without anything around it. */
export const sheetHtml = (sheets: readonly DaySheet[]): string => sheets.map(daysHtml).join('');

function daysHtml(sheet: DaySheet): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: sheet.timeZone, hour: '2-digit', minute: '2-digit' },
  });
  const span = ({ startMs, endMs }: { startMs: number; endMs: number }): string =>
    `${format.format(startMs)}–${format.format(endMs)}`;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: sheet.timeZone, dateStyle: 'medium', timeStyle: 'short' },
  }).format(sheet.madeMs);
  const pages = sheet.doctors.map(({ name, sessions, visits }) => {
    const rows = visits.map((visit) => {
      const cells = [
        span(visit),
        [visit.patient, visit.number].filter(Boolean).join(' '),
        visit.birthDate ?? '',
        visit.phone ?? '',
        visit.service,
        [teamWords(visit), visit.note].filter(Boolean).join('; '),
      ];
      return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
    });
    const works = sessions.map(span).join(', ') || 'no working time';
    const heads = ['Time', 'Patient', 'Born', 'Phone', 'Service', 'Note'];
    return `<article><h2>Dr. ${escapeHtml(name)}, ${escapeHtml(sheet.branch)}, ${sheet.day}</h2>
      <p>Works: ${works}</p><table><thead><tr>${heads
        .map((head) => `<th>${head}</th>`)
        .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>
      <footer>As the book was on ${escapeHtml(made)}.</footer></article>`;
  });
  const none = `<article><h2>${escapeHtml(sheet.branch)}, ${sheet.day}</h2><p>Nobody works and nobody is booked.</p></article>`;
  return pages.join('') || none;
}
