import { expect, test } from 'vitest';
import { holidayPlaces, publicHolidays } from './public-holidays.ts';

test('the public holidays of a country, and what a region has besides', () => {
  const everywhere = publicHolidays({ country: 'DE', region: null, year: 2026 });
  const inBavaria = publicHolidays({ country: 'DE', region: 'by', year: 2026 });
  expect(everywhere).toContainEqual({ day: '2026-12-26', name: 'Boxing Day' });
  expect(everywhere.map(({ day }) => day)).not.toContain('2026-01-06');
  expect(inBavaria.map(({ day }) => day)).toContain('2026-01-06');
  expect(new Set(inBavaria.map(({ day }) => day)).size).toBe(inBavaria.length);
});

test('an unknown place has none, and the known ones are listed by name', () => {
  expect(publicHolidays({ country: 'XX', region: null, year: 2026 })).toEqual([]);
  const { countries, regions } = holidayPlaces('IN');
  expect(countries).toContainEqual({ id: 'DE', name: 'Germany' });
  expect(Array.isArray(regions)).toBe(true);
  expect(holidayPlaces(null).regions).toEqual([]);
});
