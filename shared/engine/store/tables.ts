import type { ColumnType, GeneratedAlways } from 'kysely';
import type { Dot, Vector } from '../../merge/vector.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Conflict } from '../../model/conflict.ts';
import type { Doctor, DoctorBranch } from '../../model/doctor.ts';
import type { Handover, Peer } from '../../model/handover.ts';
import type { Hold } from '../../model/hold.ts';
import type { Branch, Organisation } from '../../model/organisation.ts';
import type { Patient } from '../../model/patient.ts';
import type { DailyLimit, Quota } from '../../model/quota.ts';
import type { Rule } from '../../model/rule.ts';
import type { Service } from '../../model/service.ts';
import type { Right, Series, Session, Slot } from '../../model/session.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { User } from '../../model/user.ts';
import type { ImportMapping } from '../../wire/desk/import.ts';
import type { Reach } from '../../wire/exchange/reach.ts';

/** What every synced record carries besides its own fields. */
export interface VersionColumns {
  organisationId: string;
  dotReplica: string | null;
  dotCounter: number | null;
  vector: JsonColumn<Vector>;
  intent: string | null;
  hlc: number;
  /** Fields a newer version of the program wrote; they travel on untouched. */
  ext: JsonColumn<Record<string, unknown> | null>;
  seq: number;
}

/** Read as a value, written as JSON text: the drivers disagree about arrays otherwise. */
type JsonColumn<T> = ColumnType<T, string | null, string | null>;

type WithJson<T, K extends keyof T> = Omit<T, K> & { [P in K]: JsonColumn<T[P]> };
type Record_<T> = T & VersionColumns;
interface During {
  during: GeneratedAlways<string>;
}

/** A record as the store gives it: the shape, its version, and its place in the feed. */
export type Stored<T> = T & {
  readonly organisationId: string;
  readonly dotReplica: string | null;
  readonly dotCounter: number | null;
  readonly vector: Vector;
  readonly intent: string | null;
  readonly hlc: number;
  readonly seq: number;
};

export const dotOf = (row: {
  readonly dotReplica: string | null;
  readonly dotCounter: number | null;
}): Dot | null =>
  row.dotReplica === null || row.dotCounter === null
    ? null
    : { replica: row.dotReplica, counter: row.dotCounter };

export const dotText = (dot: Dot): string => `${dot.replica}:${dot.counter}`;

/** The replica itself, and how far it and its neighbours are. One row per organisation. */
export interface BookTable {
  organisationId: string;
  replica: string;
  kind: 'branch' | 'doctor' | 'central';
  name: string;
  branchId: string | null;
  doctorId: string | null;
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
  subject: 'slots' | 'patients';
  state: 'applied' | 'undone';
  rowCount: number;
  atMs: number;
  /** The counters of this replica's writes that the import made. */
  firstCounter: number;
  lastCounter: number;
  /** Stands for the headings of the file; null if it had none. */
  headerKey: string | null;
  /** How it was read. */
  mapping: JsonColumn<ImportMapping | null>;
}

interface RefusedRowTable {
  organisationId: string;
  kind: string;
  id: string;
  reason: string;
}

export interface DeviceTable {
  organisationId: string;
  replica: string;
  name: string;
  kind: 'branch' | 'doctor';
  branchId: string | null;
  doctorId: string | null;
  publicKey: string;
  /** What it said it will sign with; its only key from the moment it does. */
  nextPublicKey: string | null;
  /** The replica in whose place this one goes on, with the same key. */
  incarnationOf: string | null;
  /** The replica that went on in the place of this one, which nobody is any more. */
  replacedBy: string | null;
  enrolledAtMs: number;
  revokedAtMs: number | null;
  lastNo: number;
  lastBatch: string | null;
  /** How far it has said that it applied the feed. */
  cursor: number;
  /** The same, as of its last exchange that left nothing unsent: what it has truly seen. */
  seenCursor: number;
  /** When it last had nothing left unsent. */
  heardMs: number | null;
  /** How often it was answered. */
  exchanges: number;
  /** Central was set back, and has not been offered yet what this replica has. */
  healing: boolean;
}

/** A record that is nowhere any more. */
interface PurgedTable {
  organisationId: string;
  kind: string;
  id: string;
}

interface EnrolmentCodeTable {
  codeHash: string;
  organisationId: string;
  /** The replica that the device will be. */
  replica: string;
  name: string;
  kind: 'branch' | 'doctor';
  branchId: string | null;
  doctorId: string | null;
  expiresAtMs: number;
  usedAtMs: number | null;
}

type Derived<T> = T & { organisationId: string; seq: number };

/** The tables, in the names TypeScript uses; the store translates them to snake_case. */
export interface Tables {
  organisation: Record_<Organisation>;
  branch: Record_<Branch>;
  doctor: Record_<Doctor>;
  doctorBranch: Record_<DoctorBranch>;
  service: Record_<Service>;
  appUser: Record_<User>;
  patient: Record_<Patient> & { search: GeneratedAlways<string> };
  series: Record_<Series>;
  session: Record_<Session> & During & { confirmed: ColumnType<boolean, boolean | undefined> };
  slot: Record_<Slot> & During;
  timeOff: Record_<TimeOff> & During;
  closure: Record_<Closure>;
  rule: Record_<WithJson<Rule, 'demand'>>;
  appointment: Record_<Appointment>;
  handover: Record_<Handover>;
  dailyLimit: Record_<WithJson<DailyLimit, 'shares'>>;
  quota: Record_<Quota>;
  conflict: Record_<WithJson<Conflict, 'offers' | 'lost'>>;
  claim: Derived<ClaimRecord>;
  peer: Peer & { organisationId: string; seq: number };
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
  refusedRow: RefusedRowTable;
  device: DeviceTable;
  enrolmentCode: EnrolmentCodeTable;
}
