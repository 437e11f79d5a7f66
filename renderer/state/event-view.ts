import type { AppointmentStatus } from '../../shared/model/appointment.ts';
import type { ServiceIcon } from '../../shared/model/choices.ts';
import type { Hue } from '../../shared/model/primitives.ts';

/**
 * What the schedule draws. Every `Date` here is a *wall date*: its UTC fields are the branch's wall
 * clock, so the grid knows nothing of time zones and no day has 23 hours. Instants become wall dates
 * once, where the view models are made. Keep a view's identity as long as nothing in it changed:
 * the columns redraw by identity.
 */
export interface EventView {
  readonly id: string;
  readonly kind: 'appointment' | 'hold' | 'busy' | 'slot-note' | 'session';
  readonly doctorId: string;
  readonly start: Date;
  readonly end: Date;
  readonly title: string;
  /** One more line where there is room: reason, room, branch. */
  readonly subtitle?: string;
  readonly serviceName: string;
  readonly serviceColour: Hue;
  readonly serviceIcon?: ServiceIcon;
  /** Minutes that the doctor is to have free before and after; unsaid where it is none. */
  readonly around?: { readonly beforeMin: number; readonly afterMin: number };
  readonly status: EventStatus;
  readonly firmness: 'firm' | 'tentative';
  readonly displaced: boolean;
  readonly tags: readonly EventTag[];
  /** When a hold runs out, as epoch milliseconds (an instant, not a wall date). */
  readonly countdownUntilMs?: number;
  /** The time of a doctor who assists in another's visit, and goes where that goes. */
  readonly fixed?: true;
  /** One of several that are chosen. */
  readonly chosen?: true;
}

/** `none` is for what has no visit: holds, busy blocks, notes. */
export type EventStatus = AppointmentStatus | 'none';

export type EventTag =
  | 'vip'
  | 'walk-in'
  | 'video'
  | 'often-misses'
  | 'emergency'
  | 'overbooked'
  | 'assists'
  | 'with-either';

/** Time that is drawn behind the cards: outside sessions, breaks, marks, services, a doctor away, a closed branch. */
export interface BackgroundView {
  readonly id: string;
  readonly kind: 'off' | 'break' | 'service' | 'tag' | 'time-off' | 'closure' | 'visit';
  readonly doctorId: string;
  readonly start: Date;
  readonly end: Date;
  /** Shown on a label; empty for ordinary closed hours. */
  readonly title: string;
  /** Of the first of its marks, or of the service that it is for. */
  readonly hue?: Hue;
  /** Of the only service that it is for. */
  readonly icon?: ServiceIcon;
  /** Its label is under that of marks which begin with it. */
  readonly below?: true;
}

export interface DoctorColumn {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly speciality: string;
  /** Where the doctor works that day; empty if that was not said. */
  readonly rooms: string;
  /** The doctors who share some of the working time of that day; empty for none. */
  readonly sharedWith: string;
  /** Share of the open time that is booked, 0 to 1; null when there is no open time. */
  readonly utilisation: number | null;
  readonly away: boolean;
  /** By how many minutes the doctor runs late now; 0 if not, or on another day. */
  readonly lateMin: number;
}

export interface ServiceLegend {
  readonly name: string;
  readonly colour: Hue;
}

/** One doctor's day, summed up for the month. */
export interface MonthCell {
  readonly dayMs: number;
  readonly doctorId: string;
  readonly appointments: number;
  readonly displaced: number;
  /** Share of the open time that is booked, 0 to 1; null when there is no open time. */
  readonly utilisation: number | null;
  readonly away: boolean;
}

export type ScheduleViewName = 'day' | 'week' | 'month';

/** A stretch of one doctor's wall time. */
export interface DoctorTime {
  readonly doctorId: string;
  readonly start: Date;
  readonly end: Date;
}

export interface EventMove extends DoctorTime {
  readonly id: string;
}

/** Visits that have begun to happen stay where they are; only what is ahead can be moved. */
export function isMovable(event: EventView): boolean {
  if (event.kind === 'session') return !isPast(event);
  if (event.fixed) return false;
  return event.kind === 'appointment' && (event.status === 'booked' || event.status === 'arrived');
}

export function isPast(event: EventView): boolean {
  return event.status === 'completed' || event.status === 'cancelled';
}
