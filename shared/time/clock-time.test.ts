import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { endField, endMinuteOfField, formatClockTime, parseClockTime } from './clock-time.ts';

test('every minute of the day, and its end, is written and read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minute) => {
      expect(parseClockTime(formatClockTime(minute))).toEqual({ ok: true, value: minute });
    }),
  );
  expect(formatClockTime(0)).toBe('00:00');
  expect(formatClockTime(545)).toBe('09:05');
  expect(formatClockTime(1440)).toBe('24:00');
});

test.each(['24:01', '25:00', '09:60', '9:05', '09:5', '0905', '09:05:00', ' 09:05', '-1:00', ''])(
  '%j is refused',
  (text) => {
    expect(parseClockTime(text)).toEqual({ ok: false, error: { kind: 'not-a-clock-time', text } });
  },
);

test.each([-1, 1441, 1.5, Number.NaN])('%d is no minute of a day', (minute) => {
  expect(() => formatClockTime(minute)).toThrow('between 0 and 1440');
});

test('what ends at midnight ends its day, and a field that is empty says nothing yet', () => {
  expect(endField(1440)).toBe('00:00');
  expect(endMinuteOfField('00:00')).toBe(1440);
  expect(endMinuteOfField(endField(545))).toBe(545);
  expect(endMinuteOfField('')).toBe(0);
});
