import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { aCalendar, anEvent, readIcs, timesOf } from '../../../test/support/read-ics.ts';

const starts = (text: string): readonly string[] =>
  timesOf(readIcs(text)).map((time) => time.slice(0, 16));
const kinds = (text: string): readonly string[] => readIcs(text).notes.map(({ kind }) => kind);

const BERLIN = 'TZID=Europe/Berlin';
const WEEKLY = [
  `DTSTART;${BERLIN}:20260302T090000`,
  `DTEND;${BERLIN}:20260302T100000`,
  'RRULE:FREQ=WEEKLY;COUNT=6',
];

test('an event is at its time by the clocks of its zone, or lasts its days by those of the branch [IM9]', () => {
  const text = aCalendar(
    anEvent(`DTSTART;${BERLIN}:20260302T090000`, `DTEND;${BERLIN}:20260302T100000`),
    anEvent('DTSTART:20260303T090000Z', 'DURATION:PT1H30M'),
    anEvent('DTSTART:20260304T090000', 'DURATION:PT15M'),
    anEvent('DTSTART;VALUE=DATE:20260305', 'DTEND;VALUE=DATE:20260307'),
    anEvent('DTSTART;VALUE=DATE:20260309'),
    anEvent('DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260310'),
  );
  expect(timesOf(readIcs(text))).toEqual([
    '2026-03-02T08:00 2026-03-02T09:00',
    '2026-03-03T09:00 2026-03-03T10:30',
    '2026-03-04T03:30 2026-03-04T03:45',
    '2026-03-04T18:30 2026-03-06T18:30',
    '2026-03-08T18:30 2026-03-09T18:30',
    '2026-03-09T18:30 2026-03-10T18:30',
  ]);
});

test('what repeats keeps its time on the wall when the clocks change, without its exceptions and with its additions [IM9]', () => {
  const text = aCalendar(
    anEvent(
      ...WEEKLY,
      `EXDATE;${BERLIN}:20260309T090000,20260316T090000`,
      'EXDATE:20260330T070000Z',
      `RDATE;${BERLIN}:20260311T140000`,
      'RDATE;VALUE=PERIOD:20260312T080000Z/PT30M,20260313T080000Z/20260313T081500Z',
    ),
  );
  expect(timesOf(readIcs(text))).toEqual([
    '2026-03-02T08:00 2026-03-02T09:00',
    '2026-03-11T13:00 2026-03-11T14:00',
    '2026-03-12T08:00 2026-03-12T08:30',
    '2026-03-13T08:00 2026-03-13T08:15',
    '2026-03-23T08:00 2026-03-23T09:00',
    '2026-04-06T07:00 2026-04-06T08:00',
  ]);
});

test('an exception that names a day takes what is on that day [IM9]', () => {
  const text = aCalendar(anEvent(...WEEKLY, 'EXDATE;VALUE=DATE:20260309,20260316'));
  expect(starts(text)).toHaveLength(4);
});

test.each([
  ['in UTC', '20260316T080000Z', 3],
  ['in UTC, a minute early', '20260316T075900Z', 2],
  ['by the clocks of the series', '20260316T090000', 3],
  ['as a day', '20260316', 3],
  ['as the day before', '20260315', 2],
  ['at the end of the day in UTC', '20260316T225959Z', 3],
])('a repetition ends where it says, %s [IM9]', (_, until, count) => {
  const [start = '', end = ''] = WEEKLY;
  expect(starts(aCalendar(anEvent(start, end, `RRULE:FREQ=WEEKLY;UNTIL=${until}`)))).toHaveLength(
    count,
  );
});

test('an occurrence that was moved, or called off, is where it was moved to, or nowhere [IM9]', () => {
  const text = aCalendar(
    anEvent('UID:a', ...WEEKLY),
    anEvent(
      ...['UID:a', `RECURRENCE-ID;${BERLIN}:20260309T090000`],
      ...[`DTSTART;${BERLIN}:20260310T150000`, 'DURATION:PT30M'],
    ),
    // As it was first to be, said in another zone.
    anEvent(
      ...['UID:a', 'RECURRENCE-ID:20260316T080000Z', 'STATUS:CANCELLED'],
      ...['DTSTART:20260316T080000Z', 'DURATION:PT1H'],
    ),
    anEvent('UID:b', 'RECURRENCE-ID:20260401T080000Z', 'DTSTART:20260401T100000Z', 'DURATION:PT1H'),
  );
  expect(starts(text)).toEqual([
    '2026-03-02T08:00',
    '2026-03-10T14:00',
    '2026-03-23T08:00',
    '2026-03-30T07:00',
    '2026-04-01T10:00',
    '2026-04-06T07:00',
  ]);
});

test('a change of an occurrence and all that follow moves those, and what was changed alone stays [IM9]', () => {
  const text = aCalendar(
    anEvent('UID:a', ...WEEKLY),
    anEvent(
      ...['UID:a', `RECURRENCE-ID;RANGE=THISANDFUTURE;${BERLIN}:20260316T090000`],
      ...[`DTSTART;${BERLIN}:20260317T110000`, 'DURATION:PT30M'],
    ),
    anEvent(
      ...['UID:a', `RECURRENCE-ID;${BERLIN}:20260330T090000`],
      ...[`DTSTART;${BERLIN}:20260330T200000`, 'DURATION:PT30M'],
    ),
  );
  expect(timesOf(readIcs(text))).toEqual([
    '2026-03-02T08:00 2026-03-02T09:00',
    '2026-03-09T08:00 2026-03-09T09:00',
    '2026-03-17T10:00 2026-03-17T10:30',
    '2026-03-24T10:00 2026-03-24T10:30',
    '2026-03-30T18:00 2026-03-30T18:30',
    '2026-04-07T09:00 2026-04-07T09:30',
  ]);
});

test('of two versions of an event the newer counts, and the other is told [IM10]', () => {
  const text = aCalendar(
    anEvent('UID:a', 'SEQUENCE:2', 'DTSTART:20260302T090000Z', 'DURATION:PT1H', 'SUMMARY:New'),
    anEvent('UID:a', 'SEQUENCE:1', 'DTSTART:20260305T090000Z', 'DURATION:PT1H', 'SUMMARY:Old'),
    anEvent('UID:b', 'LAST-MODIFIED:20260101T000000Z', 'DTSTART:20260306T090000Z', 'DURATION:PT1H'),
    anEvent('UID:b', 'LAST-MODIFIED:20260102T000000Z', 'DTSTART:20260307T090000Z', 'DURATION:PT1H'),
  );
  expect(starts(text)).toEqual(['2026-03-02T09:00', '2026-03-07T09:00']);
  expect(readIcs(text).notes).toMatchObject([
    { kind: 'superseded', value: 'Old', column: 'UID' },
    { kind: 'superseded' },
  ]);
});

const CUSTOM = [
  ...['BEGIN:VTIMEZONE', 'TZID:Customized Time Zone', 'BEGIN:STANDARD', 'DTSTART:19701025T030000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'],
  ...['END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000', 'TZOFFSETFROM:+0100'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'TZOFFSETTO:+0200', 'END:DAYLIGHT'],
  'END:VTIMEZONE',
];

test.each([
  ['by its name', 'Europe/Berlin'],
  ['as Windows writes it', 'W. Europe Standard Time'],
  ['with something before it', '/freeassociation.sourceforge.net/Europe/Berlin'],
  ['in quotes', '"Europe/Berlin"'],
  ['by the rules of the file', 'Customized Time Zone'],
])('a zone is known %s, in winter and in summer [IM9]', (_, tzid) => {
  const zone = `TZID=${tzid.startsWith('"') ? tzid : `"${tzid}"`}`;
  const text = aCalendar(
    ...CUSTOM,
    anEvent(`DTSTART;${zone}:20260302T090000`, 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;COUNT=3'),
  );
  expect(starts(text)).toEqual(['2026-03-02T08:00', '2026-04-02T07:00', '2026-05-02T07:00']);
});

test('a zone that nobody knows is told, and so is one whose rules would never be worked out [IM10]', () => {
  const endless = CUSTOM.map((line) =>
    line.replace(/^TZID:.*/, 'TZID:Endless').replace(/^RRULE:.*/, 'RRULE:FREQ=SECONDLY'),
  );
  const of = (tzid: string) =>
    anEvent('SUMMARY:Dentist', `DTSTART;TZID=${tzid}:20260302T090000`, 'DURATION:PT1H');
  const read = readIcs(aCalendar(...endless, of('Nowhere/At_All'), of('Endless'), of('UTC')));
  expect(read.notes).toMatchObject([
    { kind: 'unknown-zone', value: 'Dentist: Nowhere/At_All', column: 'DTSTART' },
    { kind: 'unknown-zone', value: 'Dentist: Endless' },
  ]);
  expect(timesOf(read)).toHaveLength(1);
});

test('a time that the clocks leave out is moved on, one they show twice is the first, and both are told [IM10]', () => {
  const text = aCalendar(
    anEvent('SUMMARY:Gap', `DTSTART;${BERLIN}:20260329T023000`, 'DURATION:PT1H'),
    anEvent('SUMMARY:Twice', `DTSTART;${BERLIN}:20261025T023000`, 'DURATION:PT1H'),
  );
  const read = readIcs(text);
  expect(timesOf(read)).toEqual([
    '2026-03-29T01:30 2026-03-29T02:30',
    '2026-10-25T00:30 2026-10-25T01:30',
  ]);
  expect(read.notes).toMatchObject([
    { kind: 'moved-by-clocks', value: 'Gap 2026-03-29 02:30' },
    { kind: 'first-of-two', value: 'Twice 2026-10-25 02:30' },
  ]);
});

test.each([
  ['no start', ['DURATION:PT1H'], 'impossible-date'],
  ['a day that is none', ['DTSTART:20260230T090000Z', 'DURATION:PT1H'], 'impossible-date'],
  ['an hour that is none', ['DTSTART:20260301T250000Z', 'DURATION:PT1H'], 'impossible-date'],
  ['a year out of reach', ['DTSTART:99990101T000000Z', 'DURATION:PT1H'], 'impossible-date'],
  ['letters', ['DTSTART:tomorrow', 'DURATION:PT1H'], 'impossible-date'],
  ['no end', ['DTSTART:20260302T090000Z'], 'no-length'],
  ['an end before it', ['DTSTART:20260302T090000Z', 'DTEND:20260302T080000Z'], 'no-length'],
  ['an end of years', ['DTSTART:20260302T090000Z', 'DURATION:P9999W'], 'too-long'],
  [
    'a day and an hour',
    ['DTSTART;VALUE=DATE:20260302', 'DTEND:20260302T080000Z'],
    'not-understood',
  ],
  ['a wrong exception', [...WEEKLY, 'EXDATE:20260230T090000Z'], 'impossible-date'],
])('an event with %s is told and left out, and the others are taken [IM10]', (_, lines, kind) => {
  const good = anEvent('DTSTART:20260303T090000Z', 'DURATION:PT1H');
  const text = aCalendar(anEvent(...lines), good);
  expect(kinds(text)).toEqual([kind]);
  expect(starts(text)).toEqual(['2026-03-03T09:00']);
});

test.each([
  ['of seconds', 'FREQ=SECONDLY'],
  ['of certain hours', 'FREQ=DAILY;BYHOUR=9,10'],
  ['with two ends', 'FREQ=DAILY;COUNT=3;UNTIL=20260401T000000Z'],
  ['that means nothing', 'FREQ=WEEKLY;BYMONTHDAY=3'],
])('of a repetition %s the first time is taken, and it is told [IM10]', (_, rule) => {
  const [start = '', end = ''] = WEEKLY;
  const read = readIcs(aCalendar(anEvent('SUMMARY:Odd', start, end, `RRULE:${rule}`)));
  expect(read.notes).toMatchObject([{ kind: 'rule-unclear', column: 'RRULE' }]);
  expect(timesOf(read)).toHaveLength(1);
});

test('a repetition without an end is followed as far as it is asked for, however old it is [IM12]', () => {
  const text = aCalendar(
    anEvent('DTSTART:20160101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'),
    anEvent(
      'DTSTART:20200101T090000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    ),
  );
  expect(starts(text)).toHaveLength(365);
});

test('an event that began before the days and lasts into them is among them [IM9]', () => {
  const text = aCalendar(
    anEvent('DTSTART:20251230T000000Z', 'DTEND:20260103T000000Z'),
    anEvent('DTSTART;VALUE=DATE:20251101', 'DURATION:P10D', 'RRULE:FREQ=WEEKLY;COUNT=9'),
  );
  expect(starts(text)).toEqual(['2025-12-26T18:30', '2025-12-30T00:00']);
});

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Rules that fall on their first day, so that every reader of them begins there. */
const aRule = fc.oneof(
  fc.record({ freq: fc.constant('DAILY'), interval: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    freq: fc.constant('WEEKLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    days: fc.subarray(WEEKDAYS.slice(1)),
    wkst: fc.constantFrom('MO', 'SU'),
  }),
  fc.record({ freq: fc.constant('MONTHLY'), interval: fc.integer({ min: 1, max: 3 }) }),
);

test('a repetition is where the library that calendars are written with has it [IM9]', () => {
  const end = fc.oneof(
    fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
    fc
      .integer({ min: 1, max: 28 })
      .map((day) => `;UNTIL=202605${String(day).padStart(2, '0')}T120000Z`),
    fc.constant(''),
  );
  fc.assert(
    fc.property(aRule, end, (rule, ending) => {
      const days =
        'days' in rule ? `;BYDAY=${['MO', ...rule.days].join(',')};WKST=${rule.wkst}` : '';
      const text = `FREQ=${rule.freq};INTERVAL=${rule.interval}${days}${ending}`;
      // A Monday.
      const event = anEvent('DTSTART:20260302T090000Z', 'DURATION:PT1H', `RRULE:${text}`);
      const component = new ICAL.Component(ICAL.parse(event));
      const iterator = new ICAL.Event(component).iterator();
      const wanted: string[] = [];
      for (let next = iterator.next(); next; next = iterator.next()) {
        if (next.year > 2026) break;
        wanted.push(next.toString().slice(0, 16));
      }
      expect(starts(aCalendar(event))).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});
