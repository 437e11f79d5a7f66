import type { FieldGroup } from '../../merge/field-group.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { Alert, Alerting } from '../../model/alert.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Attendance } from '../../model/attendance.ts';
import type { Conflict } from '../../model/conflict.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Doctor, DoctorBranch } from '../../model/doctor.ts';
import type { Handover } from '../../model/handover.ts';
import type { MessageText } from '../../model/message-text.ts';
import type { Messaging } from '../../model/messaging.ts';
import type { Notification } from '../../model/notification.ts';
import type { Branch, Organisation } from '../../model/organisation.ts';
import type { Patient } from '../../model/patient.ts';
import type { QueueEntry } from '../../model/queue-entry.ts';
import type { DailyLimit, Quota } from '../../model/quota.ts';
import type { Room } from '../../model/room.ts';
import type { Rule } from '../../model/rule.ts';
import type { Service } from '../../model/service.ts';
import type { Series, Session, Slot } from '../../model/session.ts';
import type { Tag } from '../../model/tag.ts';
import type { Rotation, Template } from '../../model/template.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { TravelTime } from '../../model/travel-time.ts';
import type { User } from '../../model/user.ts';
import type { Wish } from '../../model/wish.ts';

/** The shape behind each kind of synced record. */
export interface RecordShapes {
  organisation: Organisation;
  branch: Branch;
  doctor: Doctor;
  doctorBranch: DoctorBranch;
  service: Service;
  appUser: User;
  patient: Patient;
  series: Series;
  session: Session;
  slot: Slot;
  timeOff: TimeOff;
  closure: Closure;
  room: Room;
  rule: Rule;
  tag: Tag;
  template: Template;
  rotation: Rotation;
  appointment: Appointment;
  attendance: Attendance;
  queueEntry: QueueEntry;
  wish: Wish;
  handover: Handover;
  delegation: Delegation;
  dailyLimit: DailyLimit;
  quota: Quota;
  agreement: Agreement;
  travelTime: TravelTime;
  conflict: Conflict;
  alerting: Alerting;
  alert: Alert;
  messaging: Messaging;
  messageText: MessageText;
  notification: Notification;
}
export type RecordKind = keyof RecordShapes;

/**
 * Who receives a record, besides central. `everyone`: configuration. `branch`: the record's branch,
 * and its doctor's laptop. `doctor`: every branch where the doctor works, and the laptop.
 * `patient`: the branch that registered the person, branches that have appointments, and laptops
 * of doctors who do.
 */
export type Audience = 'everyone' | 'branch' | 'doctor' | 'patient';

export interface KindInfo {
  readonly audience: Audience;
  /** The record's own columns, `id` apart, as the shape names them. */
  readonly fields: readonly string[];
  /** Of these, the ones stored as JSON. */
  readonly json: readonly string[];
  /** Fields that mean something only together merge together. */
  readonly groups: readonly FieldGroup[];
}

type FieldsOf<K extends RecordKind> = readonly Exclude<keyof RecordShapes[K], 'id'>[];

/** How a kind's records are stored, merged and given out, its fields checked against its shape. */
export function kind<K extends RecordKind>(
  audience: Audience,
  fields: FieldsOf<K> & readonly string[],
  groups: readonly FieldGroup[] = [],
  json: readonly string[] = [],
): KindInfo {
  return { audience, fields, json, groups };
}

/** Fields that mean something only together: the newer of two wins as a whole. */
export const together = (name: string, ...fields: string[]) => ({
  name,
  fields,
  rule: 'newer' as const,
});

export const DURING = ['startMs', 'endMs'] as const;
/** A tag that either side added stays. */
export const tags: FieldGroup = { name: 'tags', fields: ['tags'], rule: 'add-wins' };
