import { create } from 'zustand';
import type { DayKey } from '../../shared/time/day.ts';

/** What a booking is about to be; the panel shows it until it is booked or dropped. */
export interface Draft {
  readonly doctorId: string | null;
  readonly startMs: number | null;
  readonly durationMin: number | null;
}

/** What is on screen, and nothing of the book itself. */
export interface ViewState {
  /** The day shown; null until the branch's zone is known. */
  readonly day: DayKey | null;
  readonly view: 'day' | 'week' | 'month';
  readonly branchId: string | null;
  readonly doctorPage: number;
  readonly weekDoctorIds: readonly string[];
  /** The rotation whose turns are shown over a month. */
  readonly ribbonOf: string | null;
  readonly selectedId: string | null;
  readonly draft: Draft | null;
  /** Whose bookings are asked about: who makes them firmly. */
  readonly rightsDoctorId: string | null;
  /** The session that is about to be changed. */
  readonly changedSessionId: string | null;
  /** Whose sessions are about to be changed at once: none named is everyone's; null is nobody's. */
  readonly manyOfDoctorIds: readonly string[] | null;
  readonly selectedConflictId: string | null;
}

const NO_PANEL = {
  ...{ selectedId: null, draft: null, rightsDoctorId: null, changedSessionId: null },
  manyOfDoctorIds: null,
};

export const useView = create<ViewState>(() => ({
  day: null,
  view: 'day',
  branchId: null,
  doctorPage: 0,
  weekDoctorIds: [],
  ribbonOf: null,
  ...NO_PANEL,
  selectedConflictId: null,
}));

export const select = (selectedId: string | null): void =>
  useView.setState({ ...NO_PANEL, selectedId });

export const openDraft = (draft: Partial<Draft> = {}): void =>
  useView.setState({
    ...NO_PANEL,
    draft: { doctorId: null, startMs: null, durationMin: null, ...draft },
  });

export const openRights = (rightsDoctorId: string): void =>
  useView.setState({ ...NO_PANEL, rightsDoctorId });

export const openSessionChange = (changedSessionId: string): void =>
  useView.setState({ ...NO_PANEL, changedSessionId });

export const openManySessions = (manyOfDoctorIds: readonly string[]): void =>
  useView.setState({ ...NO_PANEL, manyOfDoctorIds });

export const closePanel = (): void => useView.setState(NO_PANEL);
