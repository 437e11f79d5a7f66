import { create } from 'zustand';

/** A visit that was asked for at this window, and of which the book has not said what became. */
export interface VisitUnderWay {
  readonly id: string;
  /** The panel that asked for it. */
  readonly panelId: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly serviceId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly patientName: string;
  /** What holds its time for it; null for nothing. */
  readonly holdId: string | null;
}

/** Few at a time: each window books one after the other, and none stays once it is answered. */
export const useUnderWay = create<{ readonly visits: readonly VisitUnderWay[] }>(() => ({
  visits: [],
}));

/** Shows a visit as being booked until what this returns is called. */
export function beginVisit(visit: VisitUnderWay): () => void {
  useUnderWay.setState(({ visits }) => ({ visits: [...visits, visit] }));
  return () =>
    useUnderWay.setState(({ visits }) => ({ visits: visits.filter(({ id }) => id !== visit.id) }));
}

/**
 * Whether a panel has a visit under way. Whoever shows it draws themselves alone: a click that books is not to
 * wait for all that was filled in.
 */
export const useIsBooking = (panelId: string): boolean =>
  useUnderWay(({ visits }) => isAmong(visits, panelId));

/** The same of the moment, outside of React: no second click comes before it. */
export const isBooking = (panelId: string): boolean =>
  isAmong(useUnderWay.getState().visits, panelId);

const isAmong = (visits: readonly VisitUnderWay[], panelId: string): boolean =>
  visits.some((visit) => visit.panelId === panelId);

/** Somebody else sits here now, who may not see whom it is of. */
export const forgetVisitsUnderWay = (): void => useUnderWay.setState({ visits: [] });
