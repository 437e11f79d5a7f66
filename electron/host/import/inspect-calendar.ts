import { createHash } from 'node:crypto';
import { ok, type Result } from '../../../shared/core/result.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import type { CalendarInspection } from '../../../shared/wire/desk/import-calendar.ts';
import { readCalendar } from './read-calendar.ts';
import type { UploadedFile } from './receive-upload.ts';

/** How every calendar begins, whatever is in it. */
const BEGINNING = /^\uFEFF?\s*BEGIN:VCALENDAR/i;
const TITLES_SHOWN = 5;

export const isCalendar = (head: Uint8Array): boolean =>
  BEGINNING.test(new TextDecoder().decode(head.subarray(0, 200)));

/** Looks at a calendar: what it is called, and what is in it. */
export async function inspectCalendar(
  { importId, name: fileName, stored }: Pick<UploadedFile, 'importId' | 'name' | 'stored'>,
  isWanted: () => boolean,
): Promise<Result<CalendarInspection, ImportRefusal>> {
  // When the events are depends on the branch; what they are does not.
  const utc = knownTimeZone('UTC');
  const calendar = await readCalendar(stored, utc, { isWanted, onRows: () => undefined });
  if (!calendar.ok) return calendar;
  const { name, events, series, zone, eventsByUid } = calendar.value;
  const titles = new Set([...eventsByUid.values()].flat().map((event) => event.title));
  return ok({
    ...{ format: 'calendar', importId, fileName, bytes: stored.size(), name },
    ...{ events, series, zone, remembered: null },
    titles: [...titles].filter((title) => title !== '').slice(0, TITLES_SHOWN),
  });
}

/** Stands for a calendar: by the name it has, else by that of its file. */
export function calendarKey(name: string, fileName: string): string {
  const text = JSON.stringify(['calendar', name || fileName.toLowerCase()]);
  return createHash('sha256').update(text).digest('hex');
}
