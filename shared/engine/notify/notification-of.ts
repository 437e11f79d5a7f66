import { derivedId, type NewId } from '../../core/ids.ts';
import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { NoticeKind, Notification } from '../../model/notification.ts';
import type { Patient } from '../../model/patient.ts';

type About = Pick<
  Notification,
  'appointmentId' | 'wishId' | 'branchId' | 'doctorId' | 'patientId' | 'startMs' | 'endMs'
>;
type Said = Pick<Notification, 'id' | 'key' | 'kind' | 'atMs'> & { readonly extra?: string | null };

/** What a patient is to be told, as it is first written. */
export const notificationOf = (
  about: About,
  patient: Patient | null,
  { id, key, kind, atMs, extra = null }: Said,
): Notification => ({
  ...{ id, key, kind, atMs, extra },
  ...about,
  ...chooseChannel(patient),
  language: patient?.language ?? 'en',
  ...{ attempts: 0, reason: null, settledMs: null },
});

export const aboutVisit = ({
  id: appointmentId,
  branchId,
  doctorId,
  patientId,
  startMs,
  endMs,
}: Appointment): About => ({
  ...{ appointmentId, wishId: null, branchId, doctorId, patientId, startMs, endMs },
});

/**
 * Of what was done by one intent a patient is told once about each visit: whoever writes that, the
 * replica that did it or central, writes the same record. Without an intent it is a new one.
 */
export const noticeId = (
  causeId: string | null,
  { appointmentId, kind }: { readonly appointmentId: string; readonly kind: NoticeKind },
  newId: NewId,
): string => (causeId === null ? newId() : derivedId(appointmentId, `${kind} by ${causeId}`));

/** As many visits as one message tells of; nobody has more of one doctor's in half a year. */
const VISITS_TOLD_MAX = 60;

/**
 * What one patient is told of several visits at a branch, of one kind, is one message: under a key
 * that follows from what was done, as the ids do.
 */
export function asMessages(
  causeId: string | null,
  told: readonly Notification[],
): readonly Notification[] {
  const visits = new Map<string, number>();
  const keys = new Map<string, string>();
  return told.map((one) => {
    const of = `${one.patientId} ${one.branchId} ${one.kind}`;
    const nth = visits.get(of) ?? 0;
    visits.set(of, nth + 1);
    const message = `${of} ${Math.floor(nth / VISITS_TOLD_MAX)}`;
    const key = keys.get(message) ?? (causeId === null ? one.key : derivedId(causeId, message));
    keys.set(message, key);
    return { ...one, key };
  });
}
