import { type RawBuilder, sql } from 'kysely';
import type { Outcome } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';
import { brokenSets } from './broken-sets.ts';
import { outsideCondition, ownPart, type Scope, scopeCondition, scopeNames } from './scope.ts';
import { stageName } from './stage.ts';

/** A confirmed session as it was before this frame, which may have changed it. */
export interface FormerSession {
  readonly id: string;
  readonly homeReplica: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The confirmed sessions, in central's book, of which versions are staged. */
export async function loadFormerSessions(tx: WriteTx): Promise<readonly FormerSession[]> {
  const { rows } = await sql<FormerSession>`
    select t.id, t.home_replica, t.doctor_id, t.start_ms, t.end_ms
    from stage_session s
    join session t on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
    where t.confirmed`.execute(tx.kysely);
  return rows;
}

/**
 * Takes out of the stage what the sender may not write, each row with its reason, so that the rows
 * beside it are taken all the same. A replica writes versions of its own alone, made from versions
 * it can have seen; it neither takes the right to another's time nor claims to have used it. An
 * honest replica's rows all pass.
 */
export async function rejectUnentitled(
  tx: WriteTx,
  kind: RecordKind,
  from: {
    readonly scope: Scope;
    readonly maxCounter: number;
    readonly formerSessions: readonly FormerSession[];
  },
): Promise<readonly Outcome[]> {
  const stage = sql.raw(stageName(kind));
  const { replica } = from.scope;
  const { rows } = await sql<{ id: string; reason: string }>`
    delete from ${stage} s using (
      select s.ctid as place, case
        when ${purged(kind, tx)} then 'gone'
        when ${forgedVersion(replica, from.maxCounter)} or ${brokenSets(kind)} then 'forged-version'
        when ${outside(kind, from.scope)} then 'outside-scope'
        when ${notPermitted(kind, replica, from.formerSessions, tx)} then 'not-permitted'
        when ${taken(kind, tx)} then 'login-taken'
      end as reason
      from ${stage} s
      left join ${sql.raw(sqlName(kind))} t
        on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
      ${kind === 'appointment' ? inSession(tx) : sql``}) judged
    where s.ctid = judged.place and judged.reason is not null
    returning s.id, judged.reason`.execute(tx.kysely);
  return rows.map(({ id, reason }) =>
    reason === 'gone'
      ? { kind, id, outcome: 'gone', reason: null }
      : { kind, id, outcome: 'rejected', reason },
  );
}

/** Whoever has it still has not heard that it is nowhere any more. */
const purged = (kind: RecordKind, { book }: WriteTx): Condition => sql`exists (
  select 1 from purged p
  where p.organisation_id = ${book.organisationId} and p.kind = ${kind} and p.id = s.id)`;

type Condition = RawBuilder<unknown>;

/** One of the names under which this device has written: it may have gone on under another. */
const own = (column: string, replica: string): Condition =>
  sql`split_part(${sql.raw(column)}, '~', 1) = ${replica.split('~')[0]}`;

const VECTOR_MAX = 1e15;

/**
 * A dot that is not the sender's, or a vector that has seen more than it can have: of others'
 * writes, nothing but what central gave out with this very record. Believed, it would win over
 * versions it never saw, and over those still to come.
 */
const forgedVersion = (replica: string, maxCounter: number): Condition => sql`(
  s.dot_replica is distinct from ${replica}
  or s.hlc < 0 or s.dot_counter is null or s.dot_counter < 1 or s.dot_counter > ${maxCounter}::int8
  or jsonb_typeof(s.vector) is distinct from 'object'
  or jsonb_typeof(coalesce(s.base, '{}')) <> 'object'
  or exists (select 1 from jsonb_each(s.vector) seen where case
    when jsonb_typeof(seen.value) <> 'number' then true
    when seen.value::numeric <> trunc(seen.value::numeric) then true
    when seen.value::numeric not between 0 and ${VECTOR_MAX}::numeric then true
    when seen.key = ${replica} then seen.value::numeric > ${maxCounter}::numeric
    when ${own('seen.key', replica)} then false
    else seen.value::numeric > coalesce((t.vector ->> seen.key)::numeric, 0)
  end))`;

/** The record as it comes, or as central has it, is no business of the sender's. */
function outside(kind: RecordKind, scope: Scope): Condition {
  const incoming = outsideCondition(kind, scope, 's');
  const stored =
    RECORD_KINDS[kind].audience === 'patient'
      ? sql`not ${sql.raw(scopeCondition(kind, scope))}`
      : outsideCondition(kind, scope, 't');
  return sql`(${incoming} or (t.id is not null and ${stored} and not ${hasLeft(kind, scope)}))`;
}

/**
 * Whether a record, over alias `t`, has left the scope and not everyone knows it yet. Who edited it
 * before is heard: the merge decides. A patient leaves with the appointment that was seen.
 */
export function hasLeft(kind: RecordKind, scope: Scope): Condition {
  if (RECORD_KINDS[kind].audience === 'patient') {
    return sql`exists (select 1 from departed d
      join appointment a on a.organisation_id = d.organisation_id and a.id = d.id
      where d.organisation_id = t.organisation_id and d.kind = 'appointment'
        and d.scope = ${ownPart(scope)} and a.patient_id = t.id)`;
  }
  return sql`exists (select 1 from departed d
    where d.organisation_id = t.organisation_id and d.kind = ${kind} and d.id = t.id
      and d.scope = any (${[...scopeNames(scope)]}::text[]))`;
}

/** Edited on both sides, so that it is merged: what the sender did not change stays as it is here. */
const CONTESTED = sql`(t.dot_replica is not null and (
  coalesce((t.vector ->> s.dot_replica)::int8, 0) < s.dot_counter
  and (s.base_dot = t.dot_replica || ':' || t.dot_counter
    or (s.vector ->> t.dot_replica)::int8 >= t.dot_counter
    or t.intent = any (s.trail))) is not true)`;

function notPermitted(
  kind: RecordKind,
  replica: string,
  former: readonly FormerSession[],
  tx: WriteTx,
): Condition {
  if (kind === 'delegation') return carriesOutAnothers(replica, tx);
  if (kind === 'appointment') {
    return sql`(${claimsAnothersHand(replica)} or ${claimsNoRight(replica, former)})`;
  }
  if (kind === 'handover') return passesAnothers(replica);
  if (kind === 'quota') return spendsAnothers(replica);
  const hasHome = kind === 'branch' || kind === 'series' || kind === 'session';
  if (kind === 'session') return sql`(${takesHome(replica)} or ${changesAnothers(replica)})`;
  return hasHome ? takesHome(replica) : sql`false`;
}

/** Only its home gives a session away. */
const takesHome = (replica: string): Condition => sql`(t.id is not null
  and s.home_replica is distinct from t.home_replica
  and ${own("coalesce(t.home_replica, '')", replica)} is not true
  and (${CONTESTED} and s.base ->> 'homeReplica' is not distinct from s.home_replica) is not true)`;

const SESSION_PLACE = ['doctorId', 'branchId', 'startMs', 'endMs', 'deleted'];

/** A confirmed session moved or taken out of the schedule by someone who is not at home in it. */
const changesAnothers = (replica: string): Condition => sql`(t.confirmed
  and ${own("coalesce(t.home_replica, '')", replica)} is not true
  and not (${sameAs('t', SESSION_PLACE)} or (${CONTESTED} and ${sameAs('base', SESSION_PLACE)})))`;

/** What was agreed about a booking right; only who has it gives it, and central alone passes it on. */
const DEAL = ['branchId', 'doctorId', 'startMs', 'endMs', 'fromReplica', 'toReplica'];

const passesAnothers = (replica: string): Condition => sql`(
  s.state in ('taken', 'done') and t.state is distinct from s.state
  or s.state in ('given', 'declined') and s.from_replica <> ${replica}
    and t.state is distinct from s.state
  or t.id is not null and not (${sameAs('t', DEAL)} or (${CONTESTED} and ${sameAs('base', DEAL)})))`;

/** Who passes time to whom is never changed, and the branch's own computer alone carries it out. */
const DELEGATED = ['branchId', 'doctorId', 'toDoctorId', 'startMs', 'endMs'];

const carriesOutAnothers = (replica: string, { book }: WriteTx): Condition => sql`(
  s.state in ('failed', 'done', 'returned') and t.state is distinct from s.state
    and not exists (select 1 from branch home where home.organisation_id = ${book.organisationId}
      and home.id = s.branch_id and ${own("coalesce(home.home_replica, '')", replica)})
  or t.id is not null
    and not (${sameAs('t', DELEGATED)} or (${CONTESTED} and ${sameAs('base', DELEGATED)})))`;

/** A line of the ledger is written by who gives, and never again. */
const spendsAnothers = (
  replica: string,
): Condition => sql`(s.from_replica is distinct from ${replica}
  or s.amount < 1 or t.id is not null and not ${sameAs('t', QUOTA)})`;
const QUOTA = ['doctorId', 'fromReplica', 'toReplica', 'amount', 'fromDay', 'untilDay'];

/** Whether the staged row has these fields as central's row has them, or as its own base. */
const sameAs = (other: 't' | 'base', fields: readonly string[]): Condition =>
  sql`(${sql.join(
    fields.map((field) => {
      const column = sqlName(field);
      return other === 't'
        ? sql.raw(`s.${column} is not distinct from t.${column}`)
        : sql.raw(`s.base ->> '${field}' is not distinct from s.${column}::text`);
    }),
    sql` and `,
  )})`;

/** An appointment made by the sender, unless it is unchanged: by whom and when decides who wins. */
const claimsAnothersHand = (replica: string): Condition => sql`(
  ${own('s.made_by', replica)} is not true
  and (s.made_by = t.made_by and s.made_hlc = t.made_hlc) is not true
  and (${CONTESTED} and s.base ->> 'madeBy' = s.made_by
    and s.base ->> 'madeHlc' = s.made_hlc::text) is not true)`;

const SAME_TIME = sql`(t.with_right and t.doctor_id = s.doctor_id
  and t.start_ms = s.start_ms and t.end_ms = s.end_ms)`;
const SAME_AS_BASE = sql`(s.base ->> 'withRight' = 'true'
  and s.base ->> 'doctorId' = s.doctor_id::text
  and s.base ->> 'startMs' = s.start_ms::text and s.base ->> 'endMs' = s.end_ms::text)`;

/**
 * Made with a right that central never gave: there is no confirmed session at home with the sender
 * around it. A session that changes in this frame counts as it was, since the booking may be older.
 */
const claimsNoRight = (
  replica: string,
  former: readonly FormerSession[],
): Condition => sql`(s.with_right
  and ${SAME_TIME} is not true
  and (${CONTESTED} and ${SAME_AS_BASE}) is not true
  and (x.confirmed and x.id <> all (${former.map(({ id }) => id)}::uuid[])
    and ${own('x.home_replica', replica)} and x.doctor_id = s.doctor_id
    and x.start_ms <= s.start_ms and x.end_ms >= s.end_ms) is not true
  and not exists (
    select 1 from jsonb_to_recordset(${JSON.stringify(former)}::jsonb) as x("id" uuid,
      "homeReplica" text, "doctorId" uuid, "startMs" int8, "endMs" int8)
    where x.id = s.session_id and ${own('x."homeReplica"', replica)}
      and x."doctorId" = s.doctor_id
      and x."startMs" <= s.start_ms and x."endMs" >= s.end_ms))`;

/**
 * The session that the staged appointment says it is in, found by its id: asked appointment by
 * appointment, PostgreSQL looks through all sessions of the doctor for it.
 */
const inSession = ({ book }: WriteTx): Condition => sql`
  left join session x on x.organisation_id = ${book.organisationId} and x.id = s.session_id`;

/** Two people cannot sign in under one name; the second keeps the account under another. */
const taken = (kind: RecordKind, { book }: WriteTx): Condition =>
  kind === 'appUser'
    ? sql`exists (select 1 from app_user u
        where u.organisation_id = ${book.organisationId} and u.login = s.login and u.id <> s.id)`
    : sql`false`;
