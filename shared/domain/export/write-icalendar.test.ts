import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { readIcs } from '../../../test/support/read-ics.ts';
import { TIME_OFF_KINDS } from '../../model/choices.ts';
import { type ExportEvent, writeIcalendar } from './write-icalendar.ts';

const YEAR = { min: Date.UTC(2026, 0, 2) / 1000, max: Date.UTC(2026, 11, 1) / 1000 };
/** What a clinic calls a thing: on one line, and not longer than a mark can be. */
const aName = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('ECG, resting', 'a;b', 'C:\\new', '7/8/9', 'END:VEVENT', 'Zoë 💊'),
  )
  .map((text) =>
    text
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 40)
      .trim(),
  )
  .filter((text) => text !== '' && text.isWellFormed());
const minute = fc.integer({ min: 1, max: 600 });
const anEvent = fc.record({
  id: fc.uuid(),
  startMs: fc.integer(YEAR).map((seconds) => seconds * 1000),
  minutes: fc.integer({ min: 1, max: 3000 }),
  // What a person can type, with all that a calendar has to escape or fold.
  title: fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.constantFrom('\n', ';', ',', '\\', ':', '"', 'BEGIN:VEVENT', 'x'.repeat(200), 'Zoë 💊'),
      ),
      { maxLength: 6 },
    )
    // A calendar has no other signs that are no letters than a new line.
    .map((parts) =>
      parts
        .join('')
        .replace(/[^\P{Cc}\n]/gu, '')
        .trim()
        .slice(0, 200)
        .trim(),
    ),
  tags: fc.uniqueArray(aName, { maxLength: 3 }),
  services: fc.uniqueArray(aName, { maxLength: 3 }),
  sharedWith: fc.oneof(fc.constant(''), aName),
  room: fc.oneof(fc.constant(''), aName),
  slotMin: fc.integer({ min: 5, max: 240 }),
  capacity: fc.integer({ min: 1, max: 50 }),
  absence: fc.constantFrom(...TIME_OFF_KINDS),
  breakAt: fc.option(fc.record({ name: aName, after: fc.nat(900), minutes: minute })),
  isBusy: fc.boolean(),
  version: fc.integer({ min: 0, max: 2 ** 40 }),
});

const breakOf = (
  startMs: number,
  { name, after, minutes }: { name: string; after: number; minutes: number },
) => ({
  ...{ name, startMs: startMs + after * 60_000, endMs: startMs + (after + minutes) * 60_000 },
});

test('what is written to a calendar is read from it, whatever it is called [EX2]', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anEvent, { selector: ({ id }) => id, maxLength: 10 }), (wanted) => {
      const events = wanted.map(
        ({ minutes, breakAt, ...event }): ExportEvent => ({
          ...{ ...event, endMs: event.startMs + minutes * 60_000, changedMs: event.startMs },
          ...{ place: event.title, status: 'CONFIRMED' },
          breaks: breakAt ? [breakOf(event.startMs, breakAt)] : [],
        }),
      );
      const text = writeIcalendar({ name: 'Dr. Das; "A, B"', zone: 'Asia/Kolkata' }, events);
      const { items, notes } = readIcs(text);
      expect(notes).toEqual([]);
      const read = items.map(({ uid, title, startMs, endMs, isFree, own, ...item }) => ({
        ...{ uid, title, startMs, endMs, isFree, ...own },
        ...{ tags: item.tags, services: item.services, sharedWith: item.sharedWith },
        breaks: item.breaks.map(({ name, afterMs, ms }) => ({
          ...{ name, startMs: startMs + afterMs, endMs: startMs + afterMs + ms },
        })),
      }));
      const given = events.map(({ id, title, startMs, endMs, isBusy, ...event }) => ({
        ...{ uid: `${id}@daybook`, title, startMs, endMs, isFree: !isBusy },
        ...{ slotMin: event.slotMin, capacity: event.capacity, room: event.room },
        ...{ absence: event.absence, tags: event.tags, services: event.services },
        ...{ sharedWith: event.sharedWith, breaks: event.breaks },
      }));
      const byUid = (a: { uid: string }, b: { uid: string }) => (a.uid < b.uid ? -1 : 1);
      expect(read.toSorted(byUid)).toEqual(given.toSorted(byUid));
    }),
    { numRuns: 200 },
  );
});

test('lines are folded and end as RFC 5545 asks, and a version is a number it has [EX2]', () => {
  const event: ExportEvent = {
    ...{ id: 'a', version: 2 ** 40, changedMs: 0, startMs: 0, endMs: 60_000 },
    ...{ title: 'x'.repeat(300), place: '', status: 'CANCELLED', isBusy: false },
  };
  const lines = writeIcalendar({ name: 'A', zone: 'UTC' }, [event]).split('\r\n');
  expect(lines.every((line) => Buffer.byteLength(line) <= 76 && !line.includes('\n'))).toBe(true);
  expect(lines).toContain('SEQUENCE:2147483647');
  expect(lines).toContain('DTSTART:19700101T000000Z');
  expect(lines).toContain('STATUS:CANCELLED');
});

test('no title ends a line of its own and begins another property [EX2]', () => {
  const title = 'Meera\r\nATTENDEE:mailto:a@b\rX:\u0000\u2028Y';
  const event: ExportEvent = {
    ...{ id: 'a', version: 1, changedMs: 0, startMs: 0, endMs: 60_000, title, place: title },
    ...{ status: 'CONFIRMED', isBusy: true },
  };
  const text = writeIcalendar({ name: title, zone: 'UTC' }, [event]);
  expect(text.split(/\r\n|\r|\n/).filter((line) => /^(?:ATTENDEE|X:)/.test(line))).toEqual([]);
  expect(text).not.toContain('\0');
});
