import type { HistorySum, HistoryVisit } from '../../../shared/wire/desk/attendance.ts';
import { DAY_NAMES } from '../../words/day-names.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const STATUSES: Readonly<Record<HistoryVisit['status'], string>> = {
  booked: 'Booked',
  arrived: 'Arrived',
  'checked-in': 'Checked in',
  'in-consult': 'In the room',
  completed: 'Came',
  'no-show': 'Did not come',
  cancelled: 'Called off',
  'entered-in-error': 'Entered in error',
};

const minutes = (ms: number): string => `${Math.round(ms / MINUTE_MS)} min`;

/** "2 days", "5 hours", "20 min" */
function notice(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} days`;
  return ms >= 2 * HOUR_MS ? `${Math.floor(ms / HOUR_MS)} hours` : minutes(Math.max(0, ms));
}

export const historyWords = {
  title: (name: string) => `Visits of ${name}`,
  open: (name: string) => `History of ${name}`,
  openShort: 'History',
  none: 'No visits at this branch yet.',
  attended: 'At this branch',
  byPractice: 'Called off by the practice',
  waited: 'Waited',
  waits: ({ medianMs, longestMs }: NonNullable<HistorySum['waits']>) =>
    `${minutes(medianMs)} as a rule, ${minutes(longestMs)} at most`,
  usualDoctor: 'Usual doctor',
  usualTime: 'Usually comes',
  usual: (weekday: number | null, hour: number | null) =>
    [
      ...(weekday === null ? [] : [`on ${DAY_NAMES[weekday - 1] ?? ''}`]),
      ...(hour === null ? [] : [`from ${String(hour).padStart(2, '0')}:00 on`]),
    ].join(', '),
  when: 'When',
  doctor: 'Doctor',
  service: 'Service',
  became: 'What became of it',
  wait: 'Waited',
  minutes,
  end: ({ status, cancelledBy, cancelReason, noticeMs }: HistoryVisit) => {
    if (status !== 'cancelled') return STATUSES[status];
    const by = cancelledBy === null ? '' : ` by the ${cancelledBy}`;
    const when = noticeMs === null ? '' : `, ${notice(noticeMs)} before`;
    return `${STATUSES.cancelled}${by}${when}${cancelReason ? `: ${cancelReason}` : ''}`;
  },
  newer: 'Newer',
  older: 'Older',
  close: 'Close',
} as const;
