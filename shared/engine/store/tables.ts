import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Agreement } from '../../model/agreement.ts';
import type { Alert, Alerting } from '../../model/alert.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Attendance } from '../../model/attendance.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Conflict } from '../../model/conflict.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Doctor, DoctorBranch } from '../../model/doctor.ts';
import type { Handover, Peer } from '../../model/handover.ts';
import type { Hold } from '../../model/hold.ts';
import type { MessageText } from '../../model/message-text.ts';
import type { Messaging } from '../../model/messaging.ts';
import type { NearVisit } from '../../model/near-visit.ts';
import type { Notification } from '../../model/notification.ts';
import type { Branch, Organisation } from '../../model/organisation.ts';
import type { Patient } from '../../model/patient.ts';
import type { NoteAbout } from '../../model/private-note.ts';
import type { QueueEntry } from '../../model/queue-entry.ts';
import type { DailyLimit, Quota } from '../../model/quota.ts';
import type { Room } from '../../model/room.ts';
import type { Rule } from '../../model/rule.ts';
import type { Service } from '../../model/service.ts';
import type { Right, Series, Session, Slot } from '../../model/session.ts';
import type { Tag } from '../../model/tag.ts';
import type { Rotation, Template } from '../../model/template.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { TravelTime } from '../../model/travel-time.ts';
import type { User } from '../../model/user.ts';
import type { Wish } from '../../model/wish.ts';
import type { ImportPlan } from '../../wire/desk/import.ts';
import type { Reach } from '../../wire/exchange/reach.ts';
import type { DeviceTable, EnrolmentCodeTable } from './device-tables.ts';
import type { KeptCalendarTable } from './kept-calendar-table.ts';
import type { JsonColumn, VersionColumns, WithJson } from './stored.ts';

type Record_<T> = T & VersionColumns;
interface During {
  during: GeneratedAlways<string>;
}

/** The replica itself, and how far it and its neighbours are. One row per organisation. */
export interface BookTable {
  organisationId: string;
  replica: string;
  kind: 'branch' | 'doctor' | 'review' | 'central';
  name: string;
  branchId: string | null;
  doctorId: string | null;
  /** Where books of several branches are looked at, those. */
  branchIds: string[];
  isCentral: boolean;
  isSample: boolean;
  centralUrl: string | null;
  /** The last counter this replica gave to a write of its own. */
  counter: number;
  /** The last place given in the change feed. */
  seq: number;
  hlc: number;
  auditNo: number;
  auditHash: string;
  /** How far central's feed was applied here. */
  cursor: number;
  /** Which parts of central's book were given to this replica; null before the first answer. */
  reach: Reach | null;
  /** The name this replica had before; null unless it goes on in the place of another. */
  incarnationOf: string | null;
  /** Whether nobody uses that name any more, so that its booking rights pass to this one. */
  replacesFormer: boolean;
  /** The counter up to which central has this replica's writes. */
  acked: number;
  pushNo: number;
  lastHeardMs: number | null;
  clockOffsetMs: number | null;
  /** With it central seals what it tells a replica about its place. It never leaves the book. */
  secret: string;
  /** Up to which place in the feed central has forgotten what left a part of the book. */
  purgedThrough: number;
  /** While this replica is given everything anew: its own last place before that. */
  sweepSeq: number | null;
}

interface DirtyTable {
  organisationId: string;
  kind: string;
  id: string;
  counter: number;
  baseDot: string | null;
  base: JsonColumn<Record<string, unknown> | null>;
  trail: string[];
  /** The version that is on its way to central, of a record that was edited meanwhile. */
  nextBaseDot: Generated<string | null>;
  nextBase: Generated<JsonColumn<Record<string, unknown> | null>>;
}

/** What an intent came to. */
export interface IntentDone {
  /** The record it was about, for the desk to show. */
  readonly recordId: string | null;
  readonly undoable: boolean;
}

interface AppliedIntentTable {
  organisationId: string;
  id: string;
  outcome: JsonColumn<IntentDone>;
  auditReplica: string | null;
  auditNo: number | null;
  undoneBy: string | null;
}

/** One record's part in an audited act. */
export interface AuditChange {
  readonly kind: string;
  readonly id: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  /** How much of each replica the record has in it, the change included; none for what is no record. */
  readonly vector?: Readonly<Record<string, number>>;
}

export interface AuditTable {
  organisationId: string;
  replica: string;
  no: number;
  atMs: number;
  hlc: number;
  intentId: string | null;
  intentKind: string;
  actorId: string | null;
  actorName: string;
  role: string;
  desk: string;
  source: string;
  reason: string | null;
  recordIds: string[];
  changes: JsonColumn<AuditChange[]>;
  previousHash: string;
  hash: string;
  /** How the hash was made: see `checkAudit`. */
  form: number;
}

interface DepartedTable {
  organisationId: string;
  scope: string;
  kind: string;
  id: string;
  seq: number;
}

/** Own rows in a stretch of the feed that central has since the place `seq`. */
interface AcknowledgedTable {
  organisationId: string;
  seq: number;
  firstSeq: number;
  lastSeq: number;
}

interface PushBatchTable {
  organisationId: string;
  no: number;
  batchId: string;
  maxCounter: number;
  bytes: Uint8Array;
}

interface ImportJobTable {
  organisationId: string;
  id: string;
  fileName: string;
  subject: ImportPlan['subject'];
  state: 'applied' | 'undone';
  rowCount: number;
  atMs: number;
  /** The counters of this replica's writes that the import made. */
  firstCounter: number;
  lastCounter: number;
  /** Stands for the headings of the file; null if it had none. */
  headerKey: string | null;
  /** How it was read. */
  mapping: JsonColumn<ImportPlan | null>;
  /** What the events of a calendar became, each record as it was and as it was left; else null. */
  made: JsonColumn<readonly AuditChange[] | null>;
}

interface RefusedRowTable {
  organisationId: string;
  kind: string;
  id: string;
  reason: string;
}

interface PrivateNoteTable {
  organisationId: string;
  id: string;
  userId: string;
  aboutKind: NoteAbout['kind'];
  aboutId: string;
  text: string;
  atMs: number;
}

/** A visit that another computer of the network told of: shown, and no part of the book. */
interface NearVisitTable extends Omit<NearVisit, 'dot'> {
  organisationId: string;
  id: string;
  /** Who told of it. */
  replica: string;
  dotReplica: string;
  dotCounter: number;
  seq: number;
}

/** A notification that central has to send: which process does, and until when it is given for that. */
interface OutboxTable {
  organisationId: string;
  id: string;
  /** When it is tried, or tried again. */
  dueMs: number;
  leasedBy: string | null;
  leaseUntilMs: number;
  /** When the attempt began of which it is not known whether the gateway took it; null without. */
  doubtMs: number | null;
}

/** A record that is nowhere any more. */
interface PurgedTable {
  organisationId: string;
  kind: string;
  id: string;
}

type Derived<T> = T & { organisationId: string; seq: number };

/** The tables, in the names TypeScript uses; the store translates them to snake_case. */
export interface Tables {
  organisation: Record_<Organisation>;
  branch: Record_<Branch>;
  doctor: Record_<Doctor>;
  doctorBranch: Record_<DoctorBranch>;
  service: Record_<WithJson<Service, 'overrides'>>;
  appUser: Record_<User>;
  patient: Record_<Patient> & { search: GeneratedAlways<string> };
  series: Record_<WithJson<Series, 'breaks'>>;
  session: Record_<WithJson<Session, 'breaks'>> &
    During & { confirmed: ColumnType<boolean, boolean | undefined> };
  slot: Record_<Slot> & During;
  timeOff: Record_<TimeOff> & During;
  closure: Record_<Closure>;
  rule: Record_<WithJson<Rule, 'demand'>>;
  room: Record_<Room>;
  tag: Record_<Tag>;
  template: Record_<WithJson<Template, 'pieces'>>;
  rotation: Record_<WithJson<Rotation, 'weeks'>>;
  appointment: Record_<Appointment>;
  attendance: Record_<WithJson<Attendance, 'ends'>>;
  queueEntry: Record_<QueueEntry>;
  wish: WithJson<Record_<Wish>, 'offer'>;
  handover: Record_<Handover>;
  delegation: Record_<WithJson<Delegation, 'pieces'>>;
  dailyLimit: Record_<WithJson<DailyLimit, 'shares'>>;
  quota: Record_<Quota>;
  travelTime: Record_<TravelTime>;
  agreement: Record_<WithJson<Agreement, 'places'>>;
  conflict: Record_<WithJson<Conflict, 'offers' | 'lost'>>;
  alerting: Record_<WithJson<Alerting, 'rules' | 'addresses'>>;
  alert: Record_<Alert>;
  messaging: Record_<WithJson<Messaging, 'asks'>>;
  messageText: Record_<MessageText>;
  notification: Record_<Notification>;
  claim: Derived<ClaimRecord>;
  peer: Peer & {
    organisationId: string;
    seq: number;
    /** Its number among those of its branch, by which its tickets are told apart. */
    ordinal: number | null;
    /** The key that it signs with, as central last said; null from a central of before it did. */
    publicKey: string | null;
  };
  bookingRight: Right & { organisationId: string; seq: number };
  hold: Hold & { organisationId: string };
  book: WithJson<BookTable, 'reach'>;
  dirty: DirtyTable;
  appliedIntent: AppliedIntentTable;
  audit: AuditTable;
  departed: DepartedTable;
  purged: PurgedTable;
  acknowledged: AcknowledgedTable;
  pushBatch: PushBatchTable;
  importJob: ImportJobTable;
  keptCalendar: KeptCalendarTable;
  refusedRow: RefusedRowTable;
  nearVisit: NearVisitTable;
  privateNote: PrivateNoteTable;
  outbox: OutboxTable;
  device: DeviceTable;
  enrolmentCode: EnrolmentCodeTable;
}
