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
  readonly selectedId: string | null;
  readonly draft: Draft | null;
  /** Whose bookings are asked about: who makes them firmly. */
  readonly rightsDoctorId: string | null;
  readonly selectedConflictId: string | null;
}

export const useView = create<ViewState>(() => ({
  day: null,
  view: 'day',
  branchId: null,
  doctorPage: 0,
  weekDoctorIds: [],
  selectedId: null,
  draft: null,
  rightsDoctorId: null,
  selectedConflictId: null,
}));

export const select = (id: string | null): void =>
  useView.setState({ selectedId: id, draft: null, rightsDoctorId: null });

export const openDraft = (draft: Partial<Draft> = {}): void =>
  useView.setState({
    selectedId: null,
    rightsDoctorId: null,
    draft: { doctorId: null, startMs: null, durationMin: null, ...draft },
  });

export const openRights = (rightsDoctorId: string): void =>
  useView.setState({ selectedId: null, draft: null, rightsDoctorId });

export const closePanel = (): void =>
  useView.setState({ selectedId: null, draft: null, rightsDoctorId: null });
