import { err, ok, type Result } from '../../core/result.ts';
import { isDay } from '../../time/day.ts';

/** The parts of a recurrence rule (RFC 5545, RRULE value), by their names. */
type RuleParts = ReadonlyMap<string, string>;

const WEEKDAY = '(?:MO|TU|WE|TH|FR|SA|SU)';
const listOf = (one: string): RegExp => new RegExp(`^${one}(?:,${one})*$`);
const MONTH_DAY = '[+-]?(?:0?[1-9]|[12]\\d|3[01])';
const YEAR_DAY = '[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])';

/** What each part may say. Hours and minutes are the session's own, so a rule says none. */
const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^0*[1-9]\d{0,2}$/,
  COUNT: /^0*[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  WKST: new RegExp(`^${WEEKDAY}$`),
  BYMONTH: listOf('(?:0?[1-9]|1[0-2])'),
  BYMONTHDAY: listOf(MONTH_DAY),
  BYYEARDAY: listOf(YEAR_DAY),
  BYWEEKNO: listOf('[+-]?(?:0?[1-9]|[1-4]\\d|5[0-3])'),
  BYDAY: listOf(`(?:[+-]?(?:0?[1-9]|[1-4]\\d|5[0-3]))?${WEEKDAY}`),
  BYSETPOS: listOf(YEAR_DAY),
};

/** Parts that choose days; a rule with a place among them (BYSETPOS) has to have one. */
const CHOOSING = ['BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYDAY'];

/**
 * Reads a recurrence rule strictly: every part is known, stands once, is in its bounds, and goes
 * with the others. Returns it in the form in which a day ends it. An error is a sentence.
 */
export function readRule(rule: string): Result<string, string> {
  const parts = new Map<string, string>();
  for (const part of rule.trim().toUpperCase().split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    const allowed = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (!allowed) return err(`“${name.slice(0, 40)}” is no part of a rule about days.`);
    if (more.length > 0 || !allowed.test(value)) {
      return err(`${name} cannot be “${value.slice(0, 40)}”.`);
    }
    if (parts.has(name)) return err(`${name} stands there twice.`);
    parts.set(name, value);
  }
  const objection = objectionTo(parts);
  if (objection !== null) return err(objection);
  const until = parts.get('UNTIL')?.slice(0, 8);
  if (until) parts.set('UNTIL', `${until}T000000Z`);
  return ok([...parts].map(([name, value]) => `${name}=${value}`).join(';'));
}

/** What the standard does not allow together, or leaves open. */
function objectionTo(parts: RuleParts): string | null {
  const freq = parts.get('FREQ');
  const until = parts.get('UNTIL');
  const days = parts.get('BYDAY') ?? '';
  const counted = /\d/.test(days);
  if (!freq) return 'A rule says how often: FREQ is missing.';
  if (until && !isDay(until.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3'))) {
    return 'UNTIL is no day of the calendar.';
  }
  if (until && parts.has('COUNT')) return 'A rule ends by COUNT or by UNTIL, not by both.';
  if (counted && freq !== 'MONTHLY' && freq !== 'YEARLY') {
    return 'The first or last of a weekday is of a month or a year.';
  }
  if (parts.has('BYMONTHDAY') && freq === 'WEEKLY') return 'Days of the month are not weekly.';
  if (parts.has('BYSETPOS') && !CHOOSING.some((name) => parts.has(name))) {
    return 'BYSETPOS needs days to choose from.';
  }
  return freq === 'YEARLY' ? yearlyObjection(parts) : yearlyOnly(parts);
}

const yearlyOnly = (parts: RuleParts): string | null =>
  parts.has('BYYEARDAY') || parts.has('BYWEEKNO')
    ? 'Days and weeks of the year go with YEARLY alone.'
    : null;

/** Combinations that programs read differently, so nobody could say what was meant. */
function yearlyObjection(parts: RuleParts): string | null {
  const days = parts.get('BYDAY')?.split(',') ?? [];
  const counted = days.filter((day) => /\d/.test(day)).length;
  if (counted > 0 && counted < days.length) {
    return 'Every one of a weekday and a certain one of it are two rules.';
  }
  if (counted > 0 && parts.has('BYMONTHDAY')) {
    return 'A certain weekday of the year and a day of the month are two rules.';
  }
  if (parts.has('BYYEARDAY') && CHOOSING.filter((name) => parts.has(name)).length > 1) {
    return 'Days of the year are chosen by their number alone.';
  }
  if (!parts.has('BYWEEKNO')) return null;
  const alone = !['BYMONTH', 'BYMONTHDAY', 'BYSETPOS'].some((name) => parts.has(name));
  return alone && counted === 0 && Number(parts.get('INTERVAL') ?? 1) === 1
    ? null
    : 'Weeks of the year go with weekdays alone, every year.';
}
