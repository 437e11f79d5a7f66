import type { Agreement } from '../../model/agreement.ts';
import type { Alerting } from '../../model/alert.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Conflict } from '../../model/conflict.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Doctor, DoctorBranch } from '../../model/doctor.ts';
import type { Handover, Peer } from '../../model/handover.ts';
import type { Hold } from '../../model/hold.ts';
import type { MessageText } from '../../model/message-text.ts';
import type { Messaging } from '../../model/messaging.ts';
import type { Notification } from '../../model/notification.ts';
import type { Branch } from '../../model/organisation.ts';
import type { QueueEntry } from '../../model/queue-entry.ts';
import type { DailyLimit, Quota } from '../../model/quota.ts';
import type { Room } from '../../model/room.ts';
import type { Service } from '../../model/service.ts';
import type { Session, Slot } from '../../model/session.ts';
import type { Tag } from '../../model/tag.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { TravelTime } from '../../model/travel-time.ts';
import type { User } from '../../model/user.ts';
import type { Wish } from '../../model/wish.ts';

/** An appointment as a desk shows it: with its patient and the verdict on its claim. */
export interface DeskAppointment extends Appointment {
  readonly patientName: string;
  readonly patientPhone: string | null;
  readonly verdict: ClaimRecord['verdict'] | 'none';
  readonly blockerId: string | null;
  readonly firm: boolean;
  /** Not yet heard by central. */
  readonly unsynced: boolean;
}

/** A session as a desk shows it; `confirmed` says whether bookings in it can be firm. */
export interface DeskSession extends Session {
  readonly confirmed: boolean;
  /** Refused by central for this branch's session (empty when it names none); null otherwise. */
  readonly refusedFor: string | null;
}

/** Time of a doctor taken at another branch. Nothing about the patient. */
export interface BusyBlock
  extends Pick<ClaimRecord, 'id' | 'branchId' | 'doctorId' | 'startMs' | 'endMs' | 'verdict'> {
  /**
   * A computer of the same network told of it, `from` by name: a visit that this book does not have,
   * as tentative as can be. Patient and service are null where only the time may be known.
   */
  readonly near?: {
    readonly from: string;
    readonly serviceId: string | null;
    readonly patientName: string | null;
  };
}

/** A conflict with the words a person needs, joined on this replica. */
export interface DeskConflict extends Conflict {
  readonly patientId: string | null;
  readonly patientName: string | null;
  /** The visit in which the doctor who lost the time assists; null where it is the visit itself. */
  readonly assistsId: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** Somebody in the queue as a desk shows them. */
export interface DeskQueueEntry extends QueueEntry {
  readonly patientName: string;
  /** Of the visit that goes with it; null while there is none. */
  readonly visitStatus: Appointment['status'] | null;
  readonly visitStartMs: number | null;
  readonly visitDoctorId: string | null;
  /** Of the entry, to be shown to whoever changes it. */
  readonly version: string;
}

/** Somebody on the waitlist as a desk shows them. */
export interface DeskWish extends Wish {
  readonly patientName: string;
  readonly patientPhone: string | null;
  /** Of the visit that they have already; null while there is none. */
  readonly visitStartMs: number | null;
  /** They were given another visit for the same since. */
  readonly isBooked: boolean;
}

/** What a patient is told, as a desk shows it. */
export interface DeskMessage extends Notification {
  /** Not yet heard by central, which sends it. */
  readonly unsynced: boolean;
}

export type DeskUser = Omit<User, 'passwordHash'>;

/** The collections of a desk's read model. `slots` holds only slots with a mark of their own. */
export interface DeskRows {
  branches: Branch;
  doctors: Doctor;
  doctorBranches: DoctorBranch;
  services: Service;
  rooms: Room;
  /** The clinic's marks. */
  tags: Tag;
  users: DeskUser;
  sessions: DeskSession;
  slots: Slot;
  timeOff: TimeOff;
  closures: Closure;
  appointments: DeskAppointment;
  busy: BusyBlock;
  conflicts: DeskConflict;
  queueEntries: DeskQueueEntry;
  wishes: DeskWish;
  peers: Peer;
  /** Booking rights that were asked for, or are being passed on. */
  handovers: Handover;
  /** Time that is to pass from one doctor to another, and did not yet. */
  delegations: Delegation;
  dailyLimits: DailyLimit;
  quotas: Quota;
  agreements: Agreement;
  travelTimes: TravelTime;
  /** Of what patients are told, by branch. */
  messageTexts: MessageText;
  messagings: Messaging;
  /** What the organisation is alerted of; alerts themselves are asked for. */
  alertings: Alerting;
  messages: DeskMessage;
  holds: Hold;
}
export type DeskCollection = keyof DeskRows;
