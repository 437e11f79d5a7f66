import type { Report, ReportBranch } from '../../model/report.ts';
import { dayAt } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { dayName } from './day-name.ts';
import type { ReportGap } from './report-gaps.ts';

// How old what is known is, and what is missing: the same words on the screen, on paper and in files.

/** Beside a number stand so many branches; of more, the one that was heard longest ago. */
const NAMED_MAX = 3;

/** "Salt Lake as of 08:40", by its own clocks; with the day where that is not today. */
export function sayKnown(
  branch: ReportBranch,
  { nowMs, branches }: Pick<Report, 'nowMs' | 'branches'>,
): string {
  const { name, timeZone, asOfMs, isElsewhere } = branch;
  if (isElsewhere) return `${name}: its book is not here`;
  if (asOfMs === null) return `${name}: nothing was heard yet`;
  const day = dayAt(knownTimeZone(timeZone), asOfMs);
  const isToday = day === dayAt(knownTimeZone(timeZone), nowMs);
  const when = isToday ? clockOf(branch, asOfMs) : `${dayName(day)}, ${clockOf(branch, asOfMs)}`;
  const hasZones = branches.some((other) => other.timeZone !== timeZone);
  return `${name} as of ${when}${hasZones ? ` (${timeZone})` : ''}`;
}

/** The same where it is read later: always with the day and the zone. */
export function sayKnownInFile(branch: ReportBranch): string {
  const { name, timeZone, asOfMs, isElsewhere } = branch;
  if (isElsewhere || asOfMs === null) return sayKnown(branch, { nowMs: 0, branches: [] });
  const day = dayName(dayAt(knownTimeZone(timeZone), asOfMs));
  return `${name} as of ${day}, ${clockOf(branch, asOfMs)} (${timeZone})`;
}

/** Of all branches together, as it stands beside each number of a file. */
export function sayAllKnown(branches: readonly ReportBranch[]): string {
  if (branches.length <= NAMED_MAX) return branches.map(sayKnownInFile).join('; ');
  const here = branches.filter(({ isElsewhere }) => !isElsewhere);
  const [oldest] = here.toSorted((a, b) => (a.asOfMs ?? 0) - (b.asOfMs ?? 0));
  const counted = `${here.length} of ${branches.length} branches`;
  return oldest ? `${counted}, the oldest: ${sayKnownInFile(oldest)}` : counted;
}

const clockOf = ({ timeZone }: ReportBranch, ms: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(ms);

/** Of a report of one service alone. */
export const OF_ONE_SERVICE =
  'Of one service: its share of all the capacity, which is of no one service.';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** What a report lacks, in a sentence. */
export function sayGap(gap: ReportGap): string {
  switch (gap.kind) {
    case 'elsewhere':
      return `The book of ${gap.branch.name} is not on this computer: nothing of it is counted. Central has the reports of all branches.`;
    case 'never-heard':
      return `${gap.branch.name}: nothing was heard yet`;
    case 'behind':
      return `What ${gap.branch.name} did after ${dayName(gap.since)} is not known here yet and will be counted when it has synchronised.`;
    case 'unsaid':
      return `${plural(gap.count, 'visit is', 'visits are')} over and nobody said what became of them; they count in no rate of no-shows.`;
    case 'cancelled-unknown':
      return `Of ${plural(gap.count, 'cancelled appointment', 'cancelled appointments')} it was not noted when, so it is not known whether they were late.`;
    case 'no-capacity':
      return 'There was no working time in these days, so there is nothing to be full.';
  }
}
