import type { FigureId } from '../../../shared/domain/reports/report-figures.ts';
import type { ReportDrill } from '../../../shared/model/report.ts';

/** What a mark of a report leads to: the appointments, sessions or people of the queue it counts. */
export type Mark =
  | (Partial<ReportDrill> & { readonly of: 'visits' })
  | { readonly of: 'sessions' }
  | { readonly of: 'walk-ins'; readonly state: 'served' | 'lost' };

/** What each figure counts, or is reckoned from. */
export const FIGURE_MARKS: Readonly<Record<FigureId, Mark>> = {
  occupancy: { of: 'visits', state: 'kept' },
  utilisation: { of: 'visits', state: 'arrived' },
  booked: { of: 'visits', state: 'booked' },
  kept: { of: 'visits', state: 'kept' },
  arrived: { of: 'visits', state: 'arrived' },
  seen: { of: 'visits', state: 'seen' },
  cancellation: { of: 'visits', state: 'cancelled' },
  'late-cancellation': { of: 'visits', state: 'late' },
  'no-show': { of: 'visits', state: 'no-show' },
  lead: { of: 'visits', state: 'lead-known' },
  wait: { of: 'visits', state: 'seen', waitFromMin: 0 },
  overrun: { of: 'sessions' },
  'overrun-minutes': { of: 'sessions' },
  'walk-ins': { of: 'walk-ins', state: 'served' },
  'walk-ins-lost': { of: 'walk-ins', state: 'lost' },
  displaced: { of: 'visits', state: 'displaced' },
};
