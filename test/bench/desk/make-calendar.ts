import { aCalendar, anEvent } from '../../support/read-ics.ts';

const HOUR_MS = 3_600_000;
/** How many of the events repeat. */
const SERIES = 100;

const basic = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]|\.\d+Z$/g, '')}`;

/** Events as Google writes them: in a zone of their own, with what nobody needs; every other hour. */
export function makeCalendar(count: number, firstMs: number): string {
  const events = Array.from({ length: count }, (_, i) => {
    const startMs = firstMs + i * 2 * HOUR_MS;
    const zone = i % 2 === 0 ? ';TZID=Asia/Kolkata:' : ';TZID=Europe/Berlin:';
    return anEvent(
      ...[`UID:${i}@bench`, `DTSTART${zone}${basic(startMs)}`],
      ...[`DTEND${zone}${basic(startMs + HOUR_MS)}`, `CREATED:20260101T000000Z`],
      ...[`SUMMARY:Event ${i}\\, with a comma`, 'DESCRIPTION:', 'LOCATION:Kolkata', 'SEQUENCE:0'],
      ...['STATUS:CONFIRMED', 'TRANSP:OPAQUE'],
      ...(i < SERIES ? ['RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=MO,WE;UNTIL=20260401T000000Z'] : []),
    );
  });
  return aCalendar('X-WR-CALNAME:Bench', ...events);
}
