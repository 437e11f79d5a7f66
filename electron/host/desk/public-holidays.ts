import Holidays from 'date-holidays';
import type { HolidayPlaces, PublicHoliday } from '../../../shared/wire/desk/absences.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

/** The program's own; where the package has no words in it, it gives those of the country. */
const LANGUAGE = 'en';

/** The countries whose public holidays are known, and the regions of one of them. */
export function holidayPlaces(country: string | null): HolidayPlaces {
  const all = new Holidays();
  const regions = country === null ? {} : (all.getStates(country, LANGUAGE) ?? {});
  return { countries: toPlaces(all.getCountries(LANGUAGE)), regions: toPlaces(regions) };
}

/** The public holidays of a year, in a country or one of its regions, each day once. */
export function publicHolidays(asked: {
  readonly country: string;
  readonly region: string | null;
  readonly year: number;
}): readonly PublicHoliday[] {
  const { country, region, year } = asked;
  const known = region === null ? new Holidays(country) : new Holidays(country, region);
  const names = new Map<string, string>();
  for (const { date, name, type } of known.getHolidays(year, LANGUAGE) ?? []) {
    const day = date.slice(0, 'YYYY-MM-DD'.length);
    if (type === 'public' && !names.has(day)) names.set(day, name);
  }
  return [...names].map(([day, name]) => ({ day, name }));
}

const toPlaces = (names: Readonly<Record<string, string>>): HolidayPlaces['countries'] =>
  Object.entries(names)
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name));

type HolidaysAsk = Extract<Ask, { kind: 'holiday-places' | 'public-holidays' }>;

export const answerHolidays = (ask: HolidaysAsk): AnswerOf<HolidaysAsk> =>
  ask.kind === 'holiday-places' ? holidayPlaces(ask.country) : publicHolidays(ask);
