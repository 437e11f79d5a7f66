import { create } from 'zustand';

/** A visit that was asked for at this window, and of which the book has not said what became. */
export interface VisitUnderWay {
  readonly id: string;
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

/** Somebody else sits here now, who may not see whom it is of. */
export const forgetVisitsUnderWay = (): void => useUnderWay.setState({ visits: [] });
