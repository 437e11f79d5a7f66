import { exhaustive } from '../../shared/core/exhaustive.ts';
import type { HourUse, Suggestion, SuggestionReason } from '../../shared/model/suggestion.ts';
import { formatClockTime } from '../../shared/time/clock-time.ts';
import type { Say } from './use-say.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const PARTS = {
  morning: 'in the morning',
  afternoon: 'in the afternoon',
  evening: 'in the evening',
};
const WANTED_PARTS = { morning: 'mornings', afternoon: 'afternoons', evening: 'evenings' };
const SIDES = {
  before: 'leaves no gap before it',
  after: 'leaves no gap after it',
  both: 'leaves no gap on either side',
};

const weekdayName = (weekday: number): string => WEEKDAYS[weekday - 1] ?? '';
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** "First free time; earlier is full; 12:00 is a break (Lunch)." */
export function suggestionWords({ reasons }: Suggestion, say: Say): string {
  const sentence = reasons.map((reason) => reasonWords(reason, say)).join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function reasonWords(reason: SuggestionReason, say: Say): string {
  switch (reason.kind) {
    case 'next-free':
      return 'the next free time';
    case 'earlier-full':
      return 'earlier that day is full';
    case 'first-of-day':
      return 'the first time of that day';
    case 'before-break':
      return `${say.time(reason.startMs)} is a break (${reason.name})`;
    case 'no-gap':
      return SIDES[reason.side];
    case 'wanted-doctor':
      return 'the doctor whom they like';
    case 'wanted-branch':
      return 'the branch that they like';
    case 'wanted-part':
      return `prefers ${WANTED_PARTS[reason.part]}`;
    case 'wanted-weekday':
      return `prefers ${weekdayName(reason.weekday)}s`;
    case 'wanted-hours':
      return hoursWords(reason);
    case 'usual-doctor':
      return `the usual doctor, ${often(reason)}`;
    case 'usual-branch':
      return `the usual branch, ${often(reason)}`;
    case 'usual-part':
      return `comes mostly ${PARTS[reason.part]}, ${often(reason)}`;
    case 'usual-weekday':
      return `comes mostly on a ${weekdayName(reason.weekday)}, ${often(reason)}`;
    case 'quiet-hour':
      return `a quiet hour: ${hourWords(reason)}`;
    case 'also-free':
      return 'free as well';
    default:
      return exhaustive(reason);
  }
}

function hoursWords(hours: Extract<SuggestionReason, { kind: 'wanted-hours' }>): string {
  const { notBeforeMin, notAfterMin } = hours;
  const from = notBeforeMin === null ? [] : [`not before ${formatClockTime(notBeforeMin)}`];
  const until = notAfterMin === null ? [] : [`not after ${formatClockTime(notAfterMin)}`];
  return `${[...from, ...until].join(' and ')}, as they like`;
}

const often = ({ visits, of }: { readonly visits: number; readonly of: number }): string =>
  `${visits} of the last ${of} visits`;

/** "Tuesday from 14:00, 12 % booked". */
export const hourWords = ({ weekday, hour, percent }: HourUse): string =>
  `${weekdayName(weekday)} from ${clock(hour)}, ${percent} % booked`;
