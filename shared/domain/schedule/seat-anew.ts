import type { Appointment } from '../../model/appointment.ts';
import type { SEAT_CHOICES } from '../../model/choices.ts';
import type { Session } from '../../model/session.ts';
import { contains, type Interval } from '../../time/interval.ts';
import { isForService } from '../services/for-service.ts';
import { isElsewhere } from './alter-session.ts';
import { breakIn } from './work-stretches.ts';

/**
 * Where an appointment stands once its session has changed.
 * - `stays`: its time is still in the session, and in no break.
 * - `shifts`: it is not, but would be, moved by as much as the beginning of the session, or with it
 *   to another doctor or branch.
 * - `passes`: it is not, but is with either of two doctors, and the other has it at the same time.
 * - `unfit`: its time is, but the session is not for its service any more.
 * - `falls-out`: neither.
 */
export type NewSeat =
  | { readonly kind: 'stays' | 'unfit'; readonly session: Session }
  | { readonly kind: 'shifts'; readonly session: Session; readonly to: Interval }
  | { readonly kind: 'passes'; readonly doctorId: string }
  | { readonly kind: 'falls-out' };

/**
 * `after` is null when the session goes; `besides` are others in which one may stay as well. Nobody
 * sits in a break, or in time that is not for their service, but who was put there on purpose.
 */
export function seatAnew(
  { startMs, endMs, serviceId }: Pick<Appointment, 'startMs' | 'endMs' | 'serviceId'>,
  before: Session,
  after: Session | null,
  besides: readonly Session[] = [],
): NewSeat {
  const satInBreak = breakIn(before, { startMs, endMs }) !== undefined;
  const wasUnfit = !isForService(before, serviceId);
  const isFit = (session: Session): boolean => wasUnfit || isForService(session, serviceId);
  const hasRoom = (session: Session, time: Interval): boolean =>
    contains(session, time) && (satInBreak || !breakIn(session, time));
  const sameDoctors = after && !isElsewhere(before, after) ? [after] : [];
  const roomy = [...sameDoctors, ...besides].filter((session) =>
    hasRoom(session, { startMs, endMs }),
  );
  const fit = roomy.find(isFit);
  if (fit) return { kind: 'stays', session: fit };
  if (roomy[0]) return { kind: 'unfit', session: roomy[0] };
  if (after === null) return { kind: 'falls-out' };
  const byMs = after.startMs - before.startMs;
  const to = { startMs: startMs + byMs, endMs: endMs + byMs };
  return isFit(after) && hasRoom(after, to)
    ? { kind: 'shifts', session: after, to }
    : { kind: 'falls-out' };
}

/**
 * Whether a session may lose the confirmation that it has: it asks for time that it did not have,
 * or goes on under another id.
 */
export const mayBeRefused = (before: Session, after: Session): boolean =>
  after.id !== before.id || after.startMs < before.startMs || after.endMs > before.endMs;

/** What the person who changes working time has become of those who would no longer lie in it. */
export type SeatChoice = (typeof SEAT_CHOICES)[number] | null;

/** `displaced` keeps standing in the book, with no time of its own until it is moved. */
export type Fate = 'sits' | 'passes' | 'displaced' | 'cancelled';

/** Whether somebody has to say what becomes of who sits so. */
export const isHit = (seat: NewSeat): boolean =>
  seat.kind === 'shifts' || seat.kind === 'unfit' || seat.kind === 'falls-out';

/** Whether who is with either of two doctors would rather go to the other: theirs loses the time. */
export const wouldPass = (seat: NewSeat, { startMs }: Pick<Appointment, 'startMs'>): boolean =>
  seat.kind === 'falls-out' ||
  seat.kind === 'unfit' ||
  (seat.kind === 'shifts' && seat.to.startMs !== startMs);

/** What becomes of an appointment; null while nobody said it. */
export function fateOf(seat: NewSeat, choice: SeatChoice): Fate | null {
  if (seat.kind === 'stays') return 'sits';
  if (seat.kind === 'passes') return 'passes';
  if (choice === null) return null;
  if (choice === 'stay') return seat.kind === 'unfit' ? 'sits' : null;
  if (choice === 'cancel') return 'cancelled';
  if (choice === 'displace') return 'displaced';
  if (seat.kind === 'shifts') return 'sits';
  if (choice === 'shift-or-displace') return 'displaced';
  return choice === 'shift-or-cancel' ? 'cancelled' : null;
}
