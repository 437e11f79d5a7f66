import type { ReportCounts } from '../../model/report.ts';

/** What a number of a figure is in. */
export type FigureUnit = 'count' | 'share' | 'minutes' | 'days';

/** A figure of a report: how it is reckoned from counts, and what it means, in words. */
export interface Figure {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly unit: FigureUnit;
  /** Whether more of it is better; null where that is for the reader to say. */
  readonly isMoreBetter: boolean | null;
  /** null where there is nothing to reckon it from. */
  readonly valueOf: (counts: ReportCounts) => number | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** The one table of definitions: every screen, print and file has its words from here. */
export const REPORT_FIGURES = [
  {
    id: 'occupancy',
    name: 'Occupancy',
    definition:
      'Time of appointments that were not cancelled and have not lost their time, out of capacity. Capacity is working time without breaks, closed slots, time off and closed days, times the patients a session takes at once. Visits outside of working time count too, so it can exceed 100 %.',
    unit: 'share',
    isMoreBetter: true,
    valueOf: ({ takenMs, capacityMs }) => ratio(takenMs, capacityMs),
  },
  {
    id: 'utilisation',
    name: 'Utilisation',
    definition:
      'Time of appointments whose patient came, as it was planned, out of the same capacity. What lies ahead counts nothing yet.',
    unit: 'share',
    isMoreBetter: true,
    valueOf: ({ seenMs, capacityMs }) => ratio(seenMs, capacityMs),
  },
  {
    id: 'booked',
    name: 'Appointments',
    definition:
      'All that were booked for these days, also those cancelled later; without those entered in error, and each once if it was given another time.',
    unit: 'count',
    isMoreBetter: true,
    valueOf: ({ booked }) => booked,
  },
  {
    id: 'kept',
    name: 'Not cancelled',
    definition:
      'Appointments that were booked and not cancelled: those that are over, those that lie ahead, and those that lost their time.',
    unit: 'count',
    isMoreBetter: true,
    valueOf: ({ booked, cancelled }) => booked - cancelled,
  },
  {
    id: 'arrived',
    name: 'Arrived',
    definition: 'Appointments whose patient came, whatever became of them then.',
    unit: 'count',
    isMoreBetter: true,
    valueOf: ({ arrived }) => arrived,
  },
  {
    id: 'seen',
    name: 'Seen',
    definition: 'Appointments whose patient went in to the doctor.',
    unit: 'count',
    isMoreBetter: true,
    valueOf: ({ seen }) => seen,
  },
  {
    id: 'cancellation',
    name: 'Cancelled',
    definition: 'Appointments that were cancelled, out of all that were booked.',
    unit: 'share',
    isMoreBetter: false,
    valueOf: ({ cancelled, booked }) => ratio(cancelled, booked),
  },
  {
    id: 'late-cancellation',
    name: 'Cancelled late',
    definition:
      'Appointments cancelled less than 24 hours before they begin, out of all that were booked but for those of which it was not noted when they were cancelled.',
    unit: 'share',
    isMoreBetter: false,
    valueOf: ({ lateCancelled, booked, cancelledUnknown }) =>
      ratio(lateCancelled, booked - cancelledUnknown),
  },
  {
    id: 'no-show',
    name: 'No-shows',
    definition:
      'Appointments whose patient did not come, out of those of which somebody noted whether the patient came or not.',
    unit: 'share',
    isMoreBetter: false,
    valueOf: ({ noShow, arrived }) => ratio(noShow, noShow + arrived),
  },
  {
    id: 'lead',
    name: 'Lead time',
    definition:
      'From when an appointment was given its time to when it begins, on average. Without imported appointments and those entered after they began.',
    unit: 'days',
    isMoreBetter: null,
    valueOf: ({ leadMs, leads }) => ratio(leadMs / DAY_MS, leads),
  },
  {
    id: 'wait',
    name: 'Waiting time',
    definition:
      'From when a patient arrived to when they went in to the doctor, on average, where both were noted.',
    unit: 'minutes',
    isMoreBetter: false,
    valueOf: ({ waitMs, waits }) => ratio(waitMs / MINUTE_MS, waits),
  },
  {
    id: 'overrun',
    name: 'Sessions overrun',
    definition:
      'Sessions whose last visit ended after the session should have, out of those of which the end of a visit was noted.',
    unit: 'share',
    isMoreBetter: false,
    valueOf: ({ sessionsOver, sessionsKnown }) => ratio(sessionsOver, sessionsKnown),
  },
  {
    id: 'overrun-minutes',
    name: 'Overrun by',
    definition: 'By how long those sessions went on after their end, on average.',
    unit: 'minutes',
    isMoreBetter: false,
    valueOf: ({ overMs, sessionsOver }) => ratio(overMs / MINUTE_MS, sessionsOver),
  },
  {
    id: 'walk-ins',
    name: 'Walk-ins served',
    definition: 'Patients in the queue without an appointment who went in to a doctor.',
    unit: 'count',
    isMoreBetter: true,
    valueOf: ({ walkInsServed }) => walkInsServed,
  },
  {
    id: 'walk-ins-lost',
    name: 'Walk-ins lost',
    definition:
      'Patients in the queue without an appointment who left, or were taken out of it, before they went in.',
    unit: 'count',
    isMoreBetter: false,
    valueOf: ({ walkInsLost }) => walkInsLost,
  },
  {
    id: 'displaced',
    name: 'Displaced',
    definition:
      'Appointments that lost their time to another booking or to an absence, whatever became of them afterwards; without those that got it back by themselves.',
    unit: 'count',
    isMoreBetter: false,
    valueOf: ({ displaced }) => displaced,
  },
] as const satisfies readonly Figure[];

export type FigureId = (typeof REPORT_FIGURES)[number]['id'];

export const figureOf = (id: FigureId): Figure =>
  REPORT_FIGURES.find((figure) => figure.id === id) ?? REPORT_FIGURES[0];
