import type { EndCounts } from '../../shared/model/attendance.ts';
import type { VISIT_ENDS } from '../../shared/model/choices.ts';
import type { AttendanceShown } from '../../shared/wire/desk/attendance.ts';
import type { InstantWords } from './instant-words.ts';

const SHOWN = 12;
/** Of so many of the last visits that were missed is said. */
const LAST = 5;

const ENDS: Readonly<Record<(typeof VISIT_ENDS)[number], string>> = {
  seen: 'Came',
  missed: 'Did not come',
  cancelled: 'Called off in time',
  'cancelled-late': 'Called off within a day',
};

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** "12 visits, 2 missed, 1 called off (1 within a day)" */
export function countsWords({ seen, missed, cancelled, cancelledLate }: EndCounts): string {
  const off = cancelled + cancelledLate;
  return [
    counted(seen, 'visit', 'visits'),
    ...(missed > 0 ? [`${missed} missed`] : []),
    ...(off > 0
      ? [`${off} called off${cancelledLate > 0 ? ` (${cancelledLate} within a day)` : ''}`]
      : []),
  ].join(', ');
}

/** The marks of the last visits, a warning where some were missed, and what is told of other branches. */
export function attendanceWords(
  { ends, elsewhere, heardMs }: AttendanceShown,
  say: Pick<InstantWords, 'day' | 'ago'>,
  nowMs: number,
) {
  const marks = ends.slice(0, SHOWN).map(({ end, startMs }) => ({
    end,
    isElsewhere: startMs === null,
    title: `${ENDS[end]}, ${startMs === null ? 'at another branch' : say.day(startMs)}`,
  }));
  const last = ends.filter(({ end }) => end === 'seen' || end === 'missed').slice(0, LAST);
  const missed = last.filter(({ end }) => end === 'missed').length;
  const heard =
    heardMs === null ? 'not every branch was heard of yet' : `as of ${say.ago(heardMs, nowMs)}`;
  return {
    label: `The last ${marks.length} visits, the newest last`,
    marks,
    warning: missed === 0 ? null : `Missed ${missed} of the last ${last.length}`,
    lines: elsewhere === null ? [] : [`At other branches: ${countsWords(elsewhere)} (${heard})`],
  };
}
