import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { parsePart } from './parse-part.ts';
import { parsePlainEvent } from './parse-plain-event.ts';

const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
const basicDay = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), two, two)
  .map((parts) => parts.join(''));
const basicTime = fc
  .tuple(basicDay, two, two, two, fc.constantFrom('', 'Z'))
  .map(([day, h, m, s, utc]) => `${day}T${h}${m}${s}${utc}`);
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'é',
      '\\,',
      '\\;',
      '\\n',
      '\\N',
      '\\\\',
      '\\',
      ':',
      ';',
      '"',
      ' ',
      '^n',
      ',',
    ),
  )
  .map((parts) => parts.join(''));
const line = fc.oneof(
  ...['UID', 'SUMMARY', 'STATUS', 'TRANSP'].map((name) => text.map((value) => `${name}:${value}`)),
  fc.nat({ max: 999_999_999 }).map((value) => `SEQUENCE:${value}`),
  ...['DTSTART', 'DTEND', 'DTSTAMP', 'LAST-MODIFIED'].map((name) =>
    basicTime.map((value) => `${name}:${value}`),
  ),
  fc
    .tuple(fc.constantFrom('DTSTART', 'DTEND'), basicTime)
    .map(([name, value]) => `${name};TZID=America/Port-au-Prince:${value}`),
  fc
    .tuple(fc.constantFrom('DTSTART', 'DTEND'), basicDay)
    .map(([name, value]) => `${name};VALUE=DATE:${value}`),
);
const wrapped = (lines: readonly string[]): string =>
  ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');

test('a plain event is read as the library reads it, whatever stands in it [IM9]', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const event = wrapped(lines);
      const whole = parsePart(event);
      expect(parsePlainEvent(event)?.jcal).toEqual(whole.ok ? whole.value.jcal : null);
    }),
  );
});

test.each([
  ['a rule', 'RRULE:FREQ=DAILY'],
  ['a folded line', 'SUMMARY:One\r\n two'],
  ['another parameter', 'SUMMARY;LANGUAGE=en:One'],
  ['a quoted zone', 'DTSTART;TZID="Asia/Kolkata":20260302T090000'],
  ['small letters', 'summary:One'],
  ['a day that does not say so', 'DTSTART:20260302'],
  ['a number of ten digits', 'SEQUENCE:1000000000'],
  ['no colon', 'SUMMARY'],
])('an event with %s is left to the library', (_, more) => {
  expect(parsePlainEvent(wrapped(['UID:1', more]))).toBeNull();
});
