import type { AppointmentStatus } from './appointment.ts';
import type { Offer } from './conflict.ts';
import type { QueueAct, QueueState } from './queue-entry.ts';
import type { RuleBreach } from './rule.ts';
import type { Session } from './session.ts';
import type { Wish } from './wish.ts';
import type { WorkBreaches } from './work-breach.ts';

/** Why some of many sessions cannot be changed as asked. */
export type SessionObstacle =
  /** They would overlap others of the doctor. */
  | 'overlap'
  /** They would begin before now. */
  | 'past'
  /** They would not lie within one day. */
  | 'off-day'
  /** A break would not lie in them, or nothing would be left of them. */
  | 'breaks'
  /** They would have more marks than a session has. */
  | 'tags'
  | 'doctor-away'
  | 'branch-closed'
  /** The other branch has another time of day. */
  | 'other-zone'
  | 'not-home'
  | 'under-way';

type SessionPlace = Pick<Session, 'doctorId' | 'branchId' | 'startMs' | 'endMs'>;

/**
 * Every way the clinic can hear "no". Each names the facts a person needs to go on; the renderer
 * turns it into words in one file.
 */
export type Refusal =
  | { readonly kind: 'not-permitted'; readonly intent: string; readonly role: string }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] }
  | { readonly kind: 'unknown-record'; readonly record: string; readonly id: string }
  | {
      readonly kind: 'service-not-offered';
      readonly serviceId: string;
      readonly doctorId: string;
    }
  /** At central, which is looked at: it is entered at a branch. */
  | { readonly kind: 'only-looked-at' }
  | { readonly kind: 'already-set-up' }
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'name-taken'; readonly name: string }
  /** The only account left that may do everything at all branches. */
  | { readonly kind: 'last-admin'; readonly name: string }
  /** Both records are one person's already, or are one record. */
  | { readonly kind: 'same-person' }
  /** The record goes on under another. */
  | { readonly kind: 'patient-merged'; readonly name: string; readonly into: string }
  | { readonly kind: 'in-the-past'; readonly startMs: number; readonly nowMs: number }
  | { readonly kind: 'empty-range' }
  /** A break that ends before it begins, is not within its session, or shares time with another. */
  | {
      readonly kind: 'bad-break';
      readonly name: string;
      readonly why: 'empty' | 'outside' | 'overlap';
    }
  /** A room of another branch, or one that is not used any more. */
  | {
      readonly kind: 'unfit-room';
      readonly name: string;
      readonly why: 'elsewhere' | 'not-in-use';
    }
  | { readonly kind: 'longer-than-a-day' }
  | { readonly kind: 'session-too-long' }
  | { readonly kind: 'unknown-time-zone'; readonly timeZone: string }
  /** Stretches of working time of one day, counted from Monday, that share a minute. */
  | { readonly kind: 'pieces-overlap'; readonly day: number; readonly startMin: number }
  /** The text of a message has a placeholder, or a brace, that stands for nothing. */
  | {
      readonly kind: 'unknown-placeholder';
      readonly names: readonly string[];
      /** Those that a text of this kind may have. */
      readonly known: readonly string[];
    }
  /** A rotation that has a template in it. */
  | { readonly kind: 'in-use'; readonly by: string }
  /** A rotation is applied to the doctor whose it is alone. */
  | { readonly kind: 'rotation-of-other'; readonly name: string; readonly doctorId: string }
  /** A pattern that leaves no working time on any of the days. */
  | { readonly kind: 'nothing-to-apply' }
  | { readonly kind: 'bad-rule'; readonly rule: string; readonly problem: string }
  | {
      readonly kind: 'session-overlap';
      readonly branchId: string;
      readonly startMs: number;
      readonly endMs: number;
      /** Another branch's session: may be asked for all the same, and central decides. */
      readonly canRequest: boolean;
    }
  | { readonly kind: 'outside-session'; readonly offers: readonly Offer[] }
  | {
      readonly kind: 'time-taken';
      readonly startMs: number;
      readonly endMs: number;
      readonly branchId: string;
      readonly offers: readonly Offer[];
    }
  | {
      readonly kind: 'held-by-other';
      readonly userName: string;
      readonly expiresAtMs: number;
      readonly offers: readonly Offer[];
    }
  | { readonly kind: 'hold-expired'; readonly expiredAtMs: number }
  | {
      readonly kind: 'in-break';
      readonly name: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly offers: readonly Offer[];
    }
  | { readonly kind: 'slot-blocked'; readonly note: string; readonly offers: readonly Offer[] }
  | {
      readonly kind: 'doctor-away';
      readonly startMs: number;
      readonly endMs: number;
      readonly reason: string;
    }
  | { readonly kind: 'branch-closed'; readonly day: string; readonly name: string }
  | {
      readonly kind: 'status-not-next';
      readonly from: AppointmentStatus;
      readonly to: AppointmentStatus;
    }
  /** Somebody has changed the visit since it was shown; who and when, where that was noted. */
  | {
      readonly kind: 'visit-moved-on';
      readonly status: AppointmentStatus;
      readonly byName: string | null;
      readonly atMs: number | null;
    }
  /** Somebody has given the visit another time since it was put aside; the one it has now. */
  | {
      readonly kind: 'moved-since';
      readonly branchId: string;
      readonly doctorId: string;
      readonly startMs: number;
      readonly endMs: number;
    }
  /** It is the time of a doctor who assists in another's visit, and goes where that goes. */
  | { readonly kind: 'assists-another' }
  /** Somebody who assists in the visit cannot then, or not there. */
  | { readonly kind: 'assistant-busy'; readonly doctorId: string; readonly because: Refusal }
  /** Somebody assists in a visit that would be at another time than they. */
  | { readonly kind: 'assistant-parted'; readonly doctorId: string; readonly startMs: number }
  | {
      readonly kind: 'cannot-assist';
      readonly doctorId: string;
      /**
       * It is their own visit; they assist in it already; there is nothing left to assist in; or they
       * have no working time then, which somebody can give a reason for.
       */
      readonly why: 'own-visit' | 'assists-already' | 'visit-over' | 'no-session';
    }
  /** Somebody has done something with this place in the queue since it was shown. */
  | {
      readonly kind: 'queue-moved-on';
      readonly state: QueueState;
      readonly byName: string;
      readonly atMs: number;
    }
  /** Nobody waits for it any more. */
  | { readonly kind: 'wish-over'; readonly standing: Wish['state'] | 'expired' }
  /** Somebody has offered them a time, and waits for the answer. */
  | { readonly kind: 'offer-open'; readonly byName: string; readonly deadlineMs: number }
  /** It was answered, or another was offered since. */
  | { readonly kind: 'offer-gone' }
  | { readonly kind: 'offer-in-quiet-hours'; readonly untilMs: number }
  /** There are fewer minutes to the visit. */
  | { readonly kind: 'offer-too-late'; readonly minutes: number }
  | {
      readonly kind: 'queue-not-next';
      readonly state: QueueState;
      readonly act: QueueAct['kind'];
    }
  /** Some visits of a course cannot be booked, moved or cancelled: none of it is done. */
  | {
      readonly kind: 'course-refused';
      readonly visits: readonly (SessionPlace & { readonly refusal: Refusal })[];
    }
  /** It has other visits ahead than were shown. */
  | { readonly kind: 'course-changed'; readonly count: number }
  | { readonly kind: 'is-displaced' }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'has-appointments'; readonly count: number }
  | {
      readonly kind: 'sessions-refused';
      readonly why: SessionObstacle;
      readonly count: number;
      /** The first of them, as they stand now. */
      readonly first: readonly SessionPlace[];
      /** An overlap with other branches alone: may be asked for all the same. */
      readonly canRequest: boolean;
    }
  /** By the person, before it was committed. */
  | { readonly kind: 'called-off' }
  | { readonly kind: 'nothing-to-undo' }
  /** So many patients know of it already: it can be taken back if it is said what they are told. */
  | { readonly kind: 'already-told'; readonly count: number }
  | { readonly kind: 'changed-since'; readonly what: string }
  /** It cannot stay as it is. */
  | { readonly kind: 'cannot-dismiss' }
  | { readonly kind: 'already-resolved'; readonly state: string }
  | { readonly kind: 'import-invalid'; readonly rows: number; readonly invalid: number }
  | { readonly kind: 'not-home'; readonly homeReplica: string }
  /** What the clinic demands of bookings; some can be accepted, with a reason or without. */
  | {
      readonly kind: 'against-rules';
      readonly breaches: readonly RuleBreach[];
      /** Where the time is for other services: times that are for this one. */
      readonly offers?: readonly Offer[];
    }
  /** What was agreed with a doctor about working time; some can be accepted, as with rules. */
  | { readonly kind: 'against-agreement'; readonly found: WorkBreaches }
  /** Its booking right is on the way to another replica. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'no-session-there' }
  /** The doctor's firm appointments of the day that may be made here are made. */
  | {
      readonly kind: 'over-quota';
      readonly day: string;
      readonly perDay: number;
      readonly quota: number;
    }
  | { readonly kind: 'quota-spent'; readonly free: number }
  | { readonly kind: 'already-home' }
  | { readonly kind: 'no-central' }
  /** The replica is not one that sees the doctor's book. */
  | { readonly kind: 'cannot-hold'; readonly replica: string }
  /** Somebody who is to have another's time does not work at the branch. */
  | { readonly kind: 'not-at-branch'; readonly doctorId: string; readonly branchId: string }
  | { readonly kind: 'same-doctor' }
  /** Who is to be given the time that they share has working time of their own in some of it. */
  | {
      readonly kind: 'sharer-works';
      readonly doctorId: string;
      readonly branchId: string;
      readonly startMs: number;
      readonly endMs: number;
    }
  /** The time came from that doctor by a handing over, which can be given back instead. */
  | { readonly kind: 'delegation-loop'; readonly doctorId: string }
  /** Some of the time is offered to another doctor, or the time was passed on since. */
  | { readonly kind: 'delegation-open'; readonly toDoctorId: string }
  /** Somebody is booked in it and beyond it. */
  | { readonly kind: 'cuts-visit'; readonly startMs: number; readonly endMs: number }
  | { readonly kind: 'too-many'; readonly what: string; readonly max: number };
