import type { Appointment } from '../../model/appointment.ts';
import type { EndCounts, VisitEnd } from '../../model/attendance.ts';

/** How a patient attended, as a desk is shown it. */
export interface AttendanceShown {
  /** The last visits that ended, the newest first; `startMs` is null at other branches. */
  readonly ends: readonly { readonly end: VisitEnd; readonly startMs: number | null }[];
  /** At other branches; null where there is nothing to tell. */
  readonly elsewhere: EndCounts | null;
  /** How old what is told of other branches may be; null: not known. */
  readonly heardMs: number | null;
}

/** A visit in a patient's history. */
export interface HistoryVisit
  extends Pick<
    Appointment,
    'id' | 'startMs' | 'doctorId' | 'serviceId' | 'status' | 'cancelledBy' | 'cancelReason'
  > {
  /** How long before the visit it was called off, in milliseconds; null where it was not. */
  readonly noticeMs: number | null;
  /** From the arrival to the room, in milliseconds; null where that was not noted. */
  readonly waitMs: number | null;
}

/** What a patient's visits at this branch have in common. */
export interface HistorySum {
  readonly counts: EndCounts & { readonly byPractice: number };
  /** Of the waits that were noted, in milliseconds; null without any. */
  readonly waits: { readonly medianMs: number; readonly longestMs: number } | null;
  /** With whom most visits are, and on which weekday (1 is Monday) and from which hour most begin. */
  readonly usualDoctorId: string | null;
  readonly usualWeekday: number | null;
  readonly usualHour: number | null;
}

export interface PatientHistory {
  /** The newest first. */
  readonly visits: readonly HistoryVisit[];
  readonly more: boolean;
  readonly sum: HistorySum;
}
