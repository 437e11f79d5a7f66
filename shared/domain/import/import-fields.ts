import { TAG_NAME_MAX } from '../../model/choices.ts';
import type { DayKey } from '../../time/day.ts';
import { isDay } from '../../time/day.ts';

/** The ways in which a file may write a day. */
export const DATE_FORMATS = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'dd.mm.yyyy',
  'dd-mm-yyyy',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const PATTERNS: Readonly<Record<DateFormat, RegExp>> = {
  'yyyy-mm-dd': /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?:[T ].*)?$/,
  'dd/mm/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  'mm/dd/yyyy': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/,
  'dd.mm.yyyy': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
  'dd-mm-yyyy': /^(?<d>\d{1,2})-(?<m>\d{1,2})-(?<y>\d{4})$/,
};

/** Nobody who is alive, and no plan of a clinic, is outside: a year like 0206 is a slip. */
const FIRST_YEAR = 1890;
const LAST_YEAR = 2100;

export const isYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

/**
 * A day as a file writes it; null if there is no such day. The year first is never mistaken: a cell
 * that Excel knows to be a day comes so, whatever is written around it.
 */
export function readDay(text: string, format: DateFormat): DayKey | null {
  const given = text.trim();
  const parts = (PATTERNS[format].exec(given) ?? PATTERNS['yyyy-mm-dd'].exec(given))?.groups;
  if (!parts) return null;
  const year = Number(parts.y);
  if (!isYear(year)) return null;
  const day = `${parts.y}-${parts.m?.padStart(2, '0')}-${parts.d?.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

/**
 * Minutes since midnight, from "9:05", "09:05:00" or "9:05 pm", also behind a day; null if it is no
 * time.
 */
export function readMinute(text: string): number | null {
  const match = /^(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap]m)?$/i.exec(
    text.trim(),
  );
  if (!match) return null;
  const [, hours = '', minutes = '', half] = match;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  const minute = Number(minutes);
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

const MARKS_MAX = 20;

const YES = ['true', 'yes', 'y', '1', 'free', 'available', 'open'];
const NO = ['false', 'no', 'n', '0', 'booked', 'taken', 'busy', 'unavailable'];

/** Whether a slot is free; null if the word says neither. */
export function readAvailable(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}

/** Marks, one after the other; null if there are more, or longer ones, than a session has. */
export function readMarks(text: string): readonly string[] | null {
  const names = text.split(/[;,]/).map((name) => name.trim());
  const marks = [...new Set(names.filter((name) => name !== ''))];
  const fits = marks.length <= MARKS_MAX && marks.every(({ length }) => length <= TAG_NAME_MAX);
  return fits ? marks : null;
}

export function readSex(text: string): 'female' | 'male' | 'other' | 'unknown' {
  const letter = text.trim().toLowerCase();
  if (['f', 'female', 'w', 'woman'].includes(letter)) return 'female';
  if (['m', 'male', 'man'].includes(letter)) return 'male';
  return letter === '' ? 'unknown' : 'other';
}
