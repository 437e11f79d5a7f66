import { type Appointment, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Conflict } from '../../model/conflict.ts';
import type { NoticeKind } from '../../model/notification.ts';

/** A record before and after something was done; null while there was none. */
export interface Change<T> {
  readonly before: T | null;
  readonly after: T;
}

export interface Notices {
  /** Appointments of which nothing that was to be told, and was not yet, is true any more. */
  readonly overtaken: readonly string[];
  /** What there is to tell now, by the appointment. */
  readonly notices: ReadonlyMap<string, NoticeKind>;
}

/**
 * What patients have to be told after something was done to appointments: `conflicts` are those
 * that were opened or closed by it, for who loses a time to an absence keeps the record as it was.
 */
export function noticesOf(
  appointments: readonly Change<Appointment>[],
  conflicts: readonly Change<Conflict>[],
): Notices {
  const replacing = new Set(
    appointments.flatMap(({ after }) => (after.supersededBy === null ? [] : after.supersededBy)),
  );
  const overtaken = new Set<string>();
  const notices = new Map<string, NoticeKind>();
  for (const { before, after } of conflicts) {
    if (after.kind !== 'displaced') continue;
    const kind = noticeOfConflict(before?.state ?? null, after.state);
    if (kind === null) continue;
    overtaken.add(after.recordId);
    notices.set(after.recordId, kind);
  }
  for (const { before, after } of appointments) {
    const kind = noticeOfAppointment(before, after, replacing.has(after.id));
    if (before !== null && (kind !== null || after.supersededBy !== null)) overtaken.add(after.id);
    if (kind !== null) notices.set(after.id, kind);
  }
  return { overtaken: [...overtaken], notices };
}

function noticeOfConflict(
  before: Conflict['state'] | null,
  after: Conflict['state'],
): NoticeKind | null {
  if (after === 'open' && before !== 'open') return 'displaced';
  // The doctor is there after all, and the appointment stands.
  return after === 'settled-itself' && before === 'open' ? 'booked' : null;
}

function noticeOfAppointment(
  before: Appointment | null,
  after: Appointment,
  replacesOther: boolean,
): NoticeKind | null {
  const stands = (one: Appointment): boolean =>
    !RELEASED_STATUSES.includes(one.status) && one.supersededBy === null;
  if (before === null || !stands(before)) {
    if (!stands(after) || after.status !== 'booked') return null;
    return replacesOther ? 'moved' : 'booked';
  }
  if (after.supersededBy !== null) return null;
  // Who did not come needs no message that the visit is off.
  if (!stands(after)) return after.status === 'no-show' ? null : 'cancelled';
  const isElsewhere =
    before.startMs !== after.startMs ||
    before.branchId !== after.branchId ||
    before.doctorId !== after.doctorId;
  return isElsewhere ? 'moved' : null;
}
