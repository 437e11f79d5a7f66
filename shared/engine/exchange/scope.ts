import { sql } from 'kysely';
import type { DeviceTable } from '../store/device-tables.ts';
import type { ReadDb } from '../store/handles.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import { isDerived, type WireKind } from './wire-columns.ts';

/**
 * What a replica may see, as central knows it; never as the replica says. A branch has its own
 * records in full and, of its doctors' time elsewhere, only what claims and sessions tell.
 */
export interface Scope {
  readonly replica: string;
  readonly organisationId: string;
  readonly branchId: string | null;
  /** Whose books are looked at there, in full; for a computer that writes nothing in them. */
  readonly branchIds?: readonly string[] | undefined;
  /** For a doctor's laptop. */
  readonly doctorId: string | null;
  /** The doctors whose time this replica has to know. */
  readonly doctorIds: readonly string[];
}

export async function loadScope(db: ReadDb, device: DeviceTable): Promise<Scope> {
  const { replica, organisationId, branchId, doctorId } = device;
  if (device.kind === 'doctor') {
    const doctorIds = doctorId === null ? [] : [doctorId];
    return { replica, organisationId, branchId: null, doctorId, doctorIds };
  }
  if (device.kind === 'review') {
    const { branchIds } = device;
    const doctorIds = await loadReviewed(db, device);
    return { replica, organisationId, branchId: null, branchIds, doctorId: null, doctorIds };
  }
  const doctorIds = await loadDoctors(db, device);
  return { replica, organisationId, branchId, doctorId: null, doctorIds };
}

/**
 * Who works at a branch, who still has sessions there, and whose at another branch were handed over
 * to this replica: as long as it holds the right to an hour of a doctor, it has to know what else is
 * booked in it.
 */
async function loadDoctors(
  db: ReadDb,
  { organisationId, branchId, replica }: DeviceTable,
): Promise<readonly string[]> {
  const { rows } = await sql<{ doctorId: string }>`
    select doctor_id from doctor_branch
      where organisation_id = ${organisationId} and branch_id = ${branchId} and not deleted
    union select doctor_id from series
      where organisation_id = ${organisationId} and branch_id = ${branchId} and not deleted
    union select doctor_id from session
      where organisation_id = ${organisationId} and branch_id = ${branchId} and not deleted
        and dot_replica is not null
    union select doctor_id from session
      where organisation_id = ${organisationId} and home_replica = ${replica}
        and branch_id < ${branchId} and not deleted and dot_replica is not null
    union select doctor_id from session
      where organisation_id = ${organisationId} and home_replica = ${replica}
        and branch_id > ${branchId} and not deleted and dot_replica is not null
    order by doctor_id`.execute(db.kysely);
  return rows.map((row) => row.doctorId);
}

/** Who works at one of these branches, or still has sessions there. */
async function loadReviewed(
  db: ReadDb,
  { organisationId, branchIds }: DeviceTable,
): Promise<readonly string[]> {
  const there = sql`organisation_id = ${organisationId} and not deleted
    and branch_id = any (${branchIds}::uuid[])`;
  const { rows } = await sql<{ doctorId: string }>`
    select doctor_id from doctor_branch where ${there}
    union select doctor_id from series where ${there}
    union select doctor_id from session where ${there} and dot_replica is not null
    order by doctor_id`.execute(db.kysely);
  return rows.map((row) => row.doctorId);
}

/** The parts of the book that a scope is made of; departures are noted under their names. */
export const scopeNames = (scope: Scope): readonly string[] => [
  ...(scope.branchId ? [`branch:${scope.branchId}`] : []),
  ...(scope.branchIds ?? []).map((id) => `branch:${id}`),
  ...scope.doctorIds.map((id) => `${DOCTOR_PART}${id}`),
];

const DOCTOR_PART = 'doctor:';

/** The part that is the replica's own, of which it sees the patients too. */
export const ownPart = ({ branchId, doctorId }: Scope): string =>
  doctorId === null ? `branch:${branchId}` : `${DOCTOR_PART}${doctorId}`;

/** The scope of someone who sees this part alone. A branch stays the same all its life. */
export function scopeOfPart(scope: Scope, part: string): Scope {
  const doctorIds = part.startsWith(DOCTOR_PART) ? [part.slice(DOCTOR_PART.length)] : [];
  return { ...scope, branchId: null, branchIds: [], doctorId: null, doctorIds };
}

/** The kinds of which a branch sees more or less when a doctor comes or goes. */
export const KINDS_OF_DOCTORS: readonly WireKind[] = [
  'series',
  'session',
  'slot',
  'timeOff',
  'claim',
  'bookingRight',
  'handover',
  'delegation',
];

type Sees = Pick<Scope, 'branchId' | 'branchIds' | 'doctorId' | 'doctorIds'>;

const uuid = (id: string | null): string => (id === null ? 'null::uuid' : `'${id}'::uuid`);
const uuids = (ids: readonly string[]): string =>
  `array[${ids.map((id) => `'${id}'`).join(',')}]::uuid[]`;

/** Whether a row, over an alias, is of a branch that is seen in full. */
const isOfBranch = ({ branchId, branchIds }: Omit<Sees, 'doctorIds'>, alias: string): string =>
  branchIds === undefined
    ? `${alias}.branch_id = ${uuid(branchId)}`
    : `${alias}.branch_id = any (${uuids(branchIds)})`;

/**
 * The condition, in SQL over alias `t`, for rows of a kind to be in a scope. COPY takes no
 * parameters: every value in it comes from central's own tables, typed as uuid.
 */
export function scopeCondition(kind: WireKind, scope: Sees): string {
  const branch = isOfBranch(scope, 't');
  const doctors = `t.doctor_id = any (${uuids(scope.doctorIds)})`;
  const own = scope.doctorId === null ? branch : `t.doctor_id = ${uuid(scope.doctorId)}`;
  if (kind === 'claim' || kind === 'bookingRight') return `(${branch} or ${doctors})`;
  if (kind === 'peer') return 'true';
  if (kind === 'timeOff') return doctors;
  // The queue and the waitlist are the branch's: who waits for any doctor is nobody's laptop's to know. Nor is how
  // a patient attended elsewhere.
  if (kind === 'queueEntry' || kind === 'wish' || kind === 'attendance') return branch;
  if (kind === 'delegation') {
    // Whoever is to have the time sees it too.
    return `(${branch} or ${doctors} or t.to_doctor_id = any (${uuids(scope.doctorIds)}))`;
  }
  switch (RECORD_KINDS[kind].audience) {
    case 'everyone':
      return 'true';
    case 'branch':
      return own;
    case 'doctor':
      return `(${branch} or ${doctors})`;
    case 'patient':
      return `(${branch} or exists (select 1 from appointment a
        where a.organisation_id = t.organisation_id and a.patient_id = t.id
          and ${own.replace('t.', 'a.')})
        or exists (with recursive under as (select m.id, m.branch_id from patient m
            where m.organisation_id = t.organisation_id and m.merged_into = t.id
          union select m.id, m.branch_id from under join patient m
            on m.organisation_id = t.organisation_id and m.merged_into = under.id)
          select 1 from under where ${branch.replace('t.', 'under.')}
            or exists (select 1 from appointment a where a.organisation_id = t.organisation_id
              and a.patient_id = under.id and ${own.replace('t.', 'a.')})))`;
  }
}

/**
 * Appointments, over `a`, in a stretch of the feed, whose places are numbers or the parameters that
 * stand for them; `of` is one more condition on them.
 */
interface Bringing {
  readonly cursor: number | string;
  readonly through: number | string;
  readonly of?: string;
}

/**
 * Where in the feed the appointments are that bring patients into view: a condition over `a`.
 * Appointments are counted and patients then looked up, each as a list: as a join, PostgreSQL,
 * which cannot know how many rows were just written, goes through all of one for each of the other.
 */
export const bringsPatient = (scope: Scope, bringing: Bringing): string =>
  `${appointmentsThatBring(scope, bringing)} and a.patient_id = any (${patientsBrought(scope, bringing)})`;

/** The ids, as an array, of the patients whom appointments in a stretch bring into view. */
export function patientsBrought(scope: Scope, bringing: Bringing): string {
  const isOther = scope.doctorId === null ? `not ${isOfBranch(scope, 'p')}` : 'true';
  return `array(select p.id from patient p
    where p.organisation_id = ${uuid(scope.organisationId)} and ${isOther} and p.id = any (array(
      select a.patient_id from appointment a where ${appointmentsThatBring(scope, bringing)})))`;
}

function appointmentsThatBring(scope: Scope, { cursor, through, of = 'true' }: Bringing): string {
  const isSeen =
    scope.doctorId === null ? isOfBranch(scope, 'a') : `a.doctor_id = ${uuid(scope.doctorId)}`;
  return `a.organisation_id = ${uuid(scope.organisationId)}
    and a.seq > ${cursor} and a.seq <= ${through} and ${isSeen} and ${of}`;
}

/** Rows of a kind that the replica has no business writing, over alias `over`. */
export function outsideCondition(kind: WireKind, scope: Scope, over: 's' | 't') {
  const audience = isDerived(kind) ? null : RECORD_KINDS[kind].audience;
  // Where books are looked at nothing is entered; what somebody has to know of is told all the same.
  if (scope.branchIds !== undefined && kind !== 'alert') return sql`true`;
  if (audience === null) return sql`true`;
  // A laptop hands its quotas on; whether they are its own is asked elsewhere.
  if (kind === 'quota') return sql`false`;
  // What happened at a laptop is told of, too.
  if (kind === 'alert') return sql`false`;
  // Whom it is about may name any doctor.
  if (kind === 'wish') {
    return sql`${sql.ref(`${over}.branch_id`)} is distinct from ${scope.branchId}::uuid`;
  }
  if (audience === 'everyone') return scope.doctorId === null ? sql`false` : sql`true`;
  if (audience === 'patient') return sql`false`;
  const branch = sql`${sql.ref(`${over}.branch_id`)} is not distinct from ${scope.branchId}::uuid`;
  if (kind === 'attendance') return sql`(${branch}) is not true`;
  const doctors = sql`${sql.ref(`${over}.doctor_id`)} = any (${[...scope.doctorIds]}::uuid[])`;
  if (kind === 'timeOff') return sql`not (${doctors})`;
  const receivers =
    kind === 'delegation'
      ? sql`or ${sql.ref(`${over}.to_doctor_id`)} = any (${[...scope.doctorIds]}::uuid[])`
      : sql``;
  return sql`(${branch} or ${doctors} ${receivers}) is not true`;
}
