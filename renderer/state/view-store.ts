import { create } from 'zustand';
import type { TemplateStretch } from '../../shared/model/advice.ts';
import type { SESSION_SCOPES } from '../../shared/model/choices.ts';
import type { PatientDetails } from '../../shared/model/patient.ts';
import type { DayKey } from '../../shared/time/day.ts';
import { isLooking, useSession } from './session-store.ts';

/** What a booking is about to be; the panel shows it until it is booked or dropped. */
export interface Draft {
  readonly doctorId: string | null;
  readonly startMs: number | null;
  readonly durationMin: number | null;
  /** Whom it began with; null where it began with a time. */
  readonly patient: PatientDetails | null;
}

/** A stretch of a doctor's time in which there is to be a session. */
export interface NewSession {
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Somebody who is about to be put on the waitlist, or what they wait for about to be changed. */
export interface WishDraft {
  /** null for a new one. */
  readonly wishId: string | null;
  readonly patient: PatientDetails | null;
  /** Nobody has stored the patient yet. */
  readonly isNew: boolean;
  readonly serviceId: string | null;
  readonly doctorId: string | null;
  /** The visit that they would have sooner. */
  readonly appointmentId: string | null;
}

/** Sessions that somebody pointed at, and what is to become of them. */
export interface PointedAt {
  readonly sessionIds: readonly string[];
  readonly deletes: boolean;
  readonly shiftMin: number;
  /** To another day, and ending so much later besides; unsaid is neither. */
  readonly shiftDays?: number;
  readonly endsLaterMin?: number;
  readonly doctorId: string | null;
}

/** How a session is to be; with a break more, or with more patients at its beginning, where that was said. */
interface ChangedTo extends Pick<NewSession, 'startMs' | 'endMs'> {
  readonly rest?: { readonly name: string; readonly startMs: number; readonly endMs: number };
  readonly opening?: { readonly untilMs: number; readonly capacity: number };
}

/** A service that is about to be given another duration. */
interface PreparedService {
  readonly id: string;
  readonly durationMin: number;
}

/** A stretch of a template that is about to be another: minutes of the day. */
export interface PreparedTemplate {
  readonly templateId: string;
  /** ISO 8601: Monday is 1; null is each day of a template of one day. */
  readonly weekday: number | null;
  readonly planned: TemplateStretch;
  /** null takes it out. */
  readonly advise: TemplateStretch | null;
  readonly rest: TemplateStretch | null;
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
  readonly wish: WishDraft | null;
  /** Whose bookings are asked about: who makes them firmly. */
  readonly rightsDoctorId: string | null;
  /** The session that is about to be changed. */
  readonly changedSessionId: string | null;
  /** How it is to be where somebody has said that already. */
  readonly changedTo: ChangedTo | 'deleted' | null;
  /** Which others of its series are meant too. */
  readonly changedScope: (typeof SESSION_SCOPES)[number];
  readonly preparedService: PreparedService | null;
  readonly preparedTemplate: PreparedTemplate | null;
  /** What the trail begins to be searched for, where somebody came to look into something. */
  readonly soughtInTrail: string;
  /** The session that is about to be made. */
  readonly newSession: NewSession | null;
  /** Whose sessions are about to be changed at once: none named is everyone's; null is nobody's. */
  readonly manyOfDoctorIds: readonly string[] | null;
  /** Those of them that are meant, where they were pointed at one by one. */
  readonly pointedAt: PointedAt | null;
  /** Whose time is about to be handed over; the form begins with it. */
  readonly handedOver: NewSession | null;
  readonly selectedConflictId: string | null;
  /** Somebody who was looked for elsewhere, and is to be shown among the patients. */
  readonly foundPatient: PatientDetails | null;
  /** Working time is handled in the schedule, and not appointments. */
  readonly isEditing: boolean;
  readonly chosenSessionIds: readonly string[];
}

const NO_PANEL = {
  ...{ selectedId: null, draft: null, rightsDoctorId: null, changedSessionId: null },
  ...{ wish: null, manyOfDoctorIds: null, pointedAt: null, changedTo: null, newSession: null },
  changedScope: 'this' as const,
};

export const useView = create<ViewState>(() => ({
  day: null,
  view: 'day',
  branchId: null,
  doctorPage: 0,
  weekDoctorIds: [],
  ribbonOf: null,
  ...NO_PANEL,
  handedOver: null,
  selectedConflictId: null,
  foundPatient: null,
  preparedService: null,
  preparedTemplate: null,
  soughtInTrail: '',
  isEditing: false,
  chosenSessionIds: [],
}));

export const select = (selectedId: string | null): void =>
  useView.setState({ ...NO_PANEL, selectedId });

/** At central nobody books: the book is looked at there. */
export function openDraft(draft: Partial<Draft> = {}): void {
  if (isLooking(useSession.getState())) return;
  // Whoever takes another time books it for the same person.
  const patient = useView.getState().draft?.patient ?? null;
  const nothing = { doctorId: null, startMs: null, durationMin: null, patient };
  useView.setState({ ...NO_PANEL, draft: { ...nothing, ...draft } });
}

/** Starts a booking with who comes, wherever they were found. */
export function openDraftFor(patient: PatientDetails): void {
  location.hash = '/schedule';
  openDraft({ patient });
}

/** Goes to a patient, whose history is opened there and taken from here. */
export function openPatient(patient: PatientDetails): void {
  useView.setState({ foundPatient: patient });
  location.hash = '/patients';
}

export const openWish = (wish: WishDraft): void => useView.setState({ ...NO_PANEL, wish });

export const openRights = (rightsDoctorId: string): void =>
  useView.setState({ ...NO_PANEL, rightsDoctorId });

export const openSessionChange = (
  changedSessionId: string,
  changedTo: ViewState['changedTo'] = null,
  changedScope: ViewState['changedScope'] = 'this',
): void => useView.setState({ ...NO_PANEL, changedSessionId, changedTo, changedScope });

/** The settings open the form of the service with it, and take it from here. */
export const prepareService = (preparedService: PreparedService | null): void =>
  useView.setState({ preparedService });

/** The templates open the form of it with that, and take it from here. */
export const prepareTemplate = (preparedTemplate: PreparedTemplate | null): void =>
  useView.setState({ preparedTemplate });

export const openNewSession = (newSession: NewSession): void =>
  useView.setState({ ...NO_PANEL, newSession });

export const openManySessions = (manyOfDoctorIds: readonly string[]): void =>
  useView.setState({ ...NO_PANEL, manyOfDoctorIds });

export const openPointedAt = (pointedAt: PointedAt): void =>
  useView.setState({ ...NO_PANEL, manyOfDoctorIds: [], pointedAt });

/** Goes to where a doctor's time is handed over to another. */
export function openHandover(handedOver: NewSession): void {
  useView.setState({ handedOver });
  location.hash = '/handovers';
}

export const chooseSessions = (chosenSessionIds: readonly string[]): void =>
  useView.setState({ chosenSessionIds });

/** Working time is handled in the schedule, or appointments again; a month shows neither. */
export const toggleEditing = (): void =>
  useView.setState(({ isEditing, view }) => ({
    ...NO_PANEL,
    ...{ isEditing: !isEditing, chosenSessionIds: [] },
    view: view === 'month' && !isEditing ? 'day' : view,
  }));

/** Where a change of working time leads to: the schedule while it is edited, else the doctor's day. */
export function leaveChange(doctorId: string): void {
  if (useView.getState().isEditing) closePanel();
  else openRights(doctorId);
}

export const closePanel = (): void => useView.setState(NO_PANEL);
