import { teamWords } from '../../../shared/domain/appointments/team-words.ts';
import { dayStartMs } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { DaySheet } from '../../../shared/wire/desk/day-sheet.ts';
import { instantWords } from '../../words/instant-words.ts';
import { words } from './day-sheet-words.ts';

/** One doctor's day, on a page of its own. */
export function DaySheetPage(props: {
  readonly sheet: DaySheet;
  readonly doctor: DaySheet['doctors'][number];
}) {
  const { sheet, doctor } = props;
  const say = instantWords(sheet.timeZone);
  const dayMs = dayStartMs(knownTimeZone(sheet.timeZone), sheet.day);
  const span = ({ startMs, endMs }: { startMs: number; endMs: number }): string =>
    `${say.time(startMs)}–${say.time(endMs)}`;
  const title = words.heading(doctor.name, sheet.branch);
  return (
    <article className="sheet-page" aria-label={title}>
      <h2>
        {title} <span>{say.day(dayMs)}</span>
      </h2>
      <p>{words.works(doctor.sessions.map(span).join(', '))}</p>
      {doctor.visits.length === 0 ? (
        <p>{words.noVisits}</p>
      ) : (
        <table className="table-plain">
          <thead>
            <tr>
              {[words.time, words.patient, words.born, words.phone, words.service, words.note].map(
                (name) => (
                  <th key={name}>{name}</th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {doctor.visits.map((visit) => (
              <tr key={visit.id}>
                <td>{span(visit)}</td>
                <td>
                  <b>{visit.patient}</b> {visit.number}
                </td>
                <td>{visit.birthDate}</td>
                <td>{visit.phone}</td>
                <td>{visit.service}</td>
                <td>
                  {[words.status[visit.status], teamWords(visit), visit.note]
                    .filter(Boolean)
                    .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <footer>{words.made(`${say.day(sheet.madeMs)}, ${say.time(sheet.madeMs)}`)}</footer>
    </article>
  );
}
