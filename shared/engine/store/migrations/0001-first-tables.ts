/**
 * Every synced record carries these. A row that was derived (a session of a series, a slot of a
 * session) has no dot and the empty vector until someone edits it.
 */
const VERSION = `
  dot_replica text,
  dot_counter int8,
  vector jsonb not null default '{}',
  intent uuid,
  hlc int8 not null default 0,
  ext jsonb,
  seq int8 not null`;

const KEY = `
  organisation_id uuid not null,
  id uuid not null`;

const PRIMARY = 'primary key (organisation_id, id)';

/** Instants are whole milliseconds; the range that constraints and reports use follows from them. */
const DURING = `
  start_ms int8 not null,
  end_ms int8 not null check (end_ms > start_ms),
  during tstzrange not null generated always as
    (tstzrange(to_timestamp(start_ms / 1000.0), to_timestamp(end_ms / 1000.0), '[)')) stored`;

/** Record tables: the name, and the columns besides key and version. */
const RECORD_TABLES: Readonly<Record<string, string>> = {
  organisation: 'name text not null',
  branch: `name text not null, time_zone text not null, opens_min int4 not null,
    closes_min int4 not null, home_replica text`,
  doctor: `name text not null, speciality text not null, kind text not null,
    active boolean not null`,
  doctor_branch: 'doctor_id uuid not null, branch_id uuid not null',
  service: `name text not null, duration_min int4 not null, hue text not null,
    active boolean not null`,
  app_user: `login text not null, name text not null, role text not null, doctor_id uuid,
    branch_ids uuid[] not null, password_hash text not null, active boolean not null`,
  patient: `branch_id uuid not null, name text not null, birth_date text, sex text not null,
    phone text, number text, note text not null,
    search text not null generated always as
      (lower(name || ' ' || coalesce(number, '') || ' ' || coalesce(phone, '') || ' ' ||
       coalesce(birth_date, ''))) stored`,
  series: `branch_id uuid not null, doctor_id uuid not null, rule text not null,
    first_day text not null, start_min int4 not null, end_min int4 not null,
    slot_min int4 not null, capacity int4 not null, tags text[] not null,
    home_replica text not null, deleted boolean not null`,
  session: `branch_id uuid not null, doctor_id uuid not null, series_id uuid, ${DURING},
    slot_min int4 not null, capacity int4 not null, tags text[] not null,
    home_replica text not null, deleted boolean not null,
    confirmed boolean not null default false`,
  slot: `session_id uuid not null, branch_id uuid not null, doctor_id uuid not null, ${DURING},
    status text not null, tags text[] not null, note text not null, deleted boolean not null`,
  time_off: `doctor_id uuid not null, ${DURING}, kind text not null, reason text not null,
    deleted boolean not null`,
  closure: `branch_id uuid not null, day text not null, name text not null,
    deleted boolean not null`,
  appointment: `branch_id uuid not null, doctor_id uuid not null, service_id uuid not null,
    patient_id uuid not null, session_id uuid, ${DURING}, status text not null,
    note text not null, overbook_reason text, emergency boolean not null,
    told_by_phone boolean not null, cancel_reason text, superseded_by uuid,
    made_by text not null, made_hlc int8 not null, with_right boolean not null,
    capacity int4 not null, import_id uuid`,
  conflict: `kind text not null, branch_id uuid not null, doctor_id uuid not null,
    record_id uuid not null, blocker_id uuid, blocker_branch_id uuid, blocker_start_ms int8,
    blocker_end_ms int8, reason text not null, offers jsonb not null, lost jsonb not null,
    state text not null, opened_at_ms int8 not null`,
};

const recordTables = Object.entries(RECORD_TABLES)
  .map(
    ([name, columns]) => `create table ${name} (${KEY}, ${columns}, ${VERSION}, ${PRIMARY});
    create index ${name}_seq on ${name} (organisation_id, seq);`,
  )
  .join('\n');

/** Derived by settling: no author, no vector. */
const DERIVED = `
create table claim (${KEY}, branch_id uuid not null, doctor_id uuid not null, ${DURING},
  rank int2 not null, priority int8 not null, replica text not null,
  overbooked boolean not null, capacity int4 not null, with_right boolean not null,
  endorsed boolean not null, verdict text not null, blocker_id uuid, seq int8 not null, ${PRIMARY});
create index claim_seq on claim (organisation_id, seq);

create table booking_right (${KEY}, branch_id uuid not null, doctor_id uuid not null,
  home_replica text not null, for_dot text not null, state text not null,
  through_ms int8 not null, refused_starts_ms int8[] not null, blocker_branch_id uuid,
  seq int8 not null, ${PRIMARY});
create index booking_right_seq on booking_right (organisation_id, seq);`;

/**
 * The doctor's time is what is unique. The checks wait for the commit, so that settling may move
 * verdicts in any order; sessions that allow several patients at once are counted by settling.
 */
const CONSTRAINTS = `
alter table claim add constraint claim_doctor_once exclude using gist
  (doctor_id with =, during with &&)
  where (verdict = 'active' and not overbooked and capacity = 1)
  deferrable initially deferred;
alter table session add constraint session_doctor_once exclude using gist
  (doctor_id with =, during with &&)
  where (confirmed and not deleted)
  deferrable initially deferred;
create index claim_doctor_during on claim using gist (doctor_id, during);
create index claim_unendorsed on claim (organisation_id, doctor_id)
  where not endorsed and not with_right and not overbooked and verdict = 'active';
create index session_doctor_during on session using gist (doctor_id, during);
create index slot_session on slot (organisation_id, session_id);
create index slot_marked on slot (organisation_id, doctor_id, start_ms)
  where dot_replica is not null;
create index appointment_branch_start on appointment (organisation_id, branch_id, start_ms);
create index appointment_doctor_start on appointment (organisation_id, doctor_id, start_ms);
create index appointment_patient on appointment (organisation_id, patient_id, start_ms);
create index appointment_import on appointment (organisation_id, import_id)
  where import_id is not null;
create index session_branch_start on session (organisation_id, branch_id, start_ms);
create index session_series on session (organisation_id, series_id);
create index time_off_doctor on time_off (organisation_id, doctor_id, start_ms);
create index patient_search on patient using gin (search gin_trgm_ops);
create unique index app_user_login on app_user (organisation_id, login);`;

const LOCAL = `
create table book (
  organisation_id uuid primary key,
  replica text not null,
  kind text not null,
  name text not null,
  branch_id uuid,
  doctor_id uuid,
  is_central boolean not null,
  is_sample boolean not null,
  central_url text,
  counter int8 not null,
  seq int8 not null,
  hlc int8 not null,
  audit_no int8 not null,
  audit_hash text not null,
  cursor int8 not null,
  acked int8 not null,
  push_no int8 not null,
  last_heard_ms int8,
  clock_offset_ms int8
);

create table hold (${KEY}, branch_id uuid not null, doctor_id uuid not null,
  start_ms int8 not null, end_ms int8 not null, user_id uuid not null, user_name text not null,
  desk text not null, expires_at_ms int8 not null, ${PRIMARY});

create table dirty (organisation_id uuid not null, kind text not null, id uuid not null,
  counter int8 not null, base_dot text, base jsonb, trail uuid[] not null,
  primary key (organisation_id, kind, id));
create index dirty_counter on dirty (organisation_id, counter);

create table applied_intent (organisation_id uuid not null, id uuid not null, outcome jsonb not null,
  audit_replica text, audit_no int8, undone_by uuid, primary key (organisation_id, id));

create table audit (
  organisation_id uuid not null, replica text not null, no int8 not null, at_ms int8 not null,
  hlc int8 not null, intent_id uuid, intent_kind text not null, actor_id uuid, actor_name text not null,
  role text not null, desk text not null, source text not null, reason text,
  record_ids uuid[] not null, changes jsonb not null, previous_hash text not null, hash text not null,
  primary key (organisation_id, replica, no));
create index audit_records on audit using gin (record_ids);

create table departed (organisation_id uuid not null, scope text not null, kind text not null,
  id uuid not null, seq int8 not null, primary key (organisation_id, scope, kind, id));
create index departed_seq on departed (organisation_id, scope, seq);

create table push_batch (organisation_id uuid not null, no int8 not null, batch_id uuid not null,
  max_counter int8 not null, bytes bytea not null, primary key (organisation_id, no));

create table import_job (organisation_id uuid not null, id uuid not null, file_name text not null,
  subject text not null, state text not null, row_count int8 not null, at_ms int8 not null,
  first_counter int8 not null, last_counter int8 not null, primary key (organisation_id, id));

create table refused_row (organisation_id uuid not null, kind text not null, id uuid not null,
  reason text not null, primary key (organisation_id, kind, id));`;

const CENTRAL = `
create table device (organisation_id uuid not null, replica text not null, name text not null,
  kind text not null, branch_id uuid, doctor_id uuid, public_key text not null,
  enrolled_at_ms int8 not null, revoked_at_ms int8, last_no int8 not null, last_batch uuid,
  cursor int8 not null, seen_cursor int8 not null, heard_ms int8,
  primary key (organisation_id, replica));
create unique index device_replica on device (replica);

create table enrolment_code (code_hash text primary key, organisation_id uuid not null,
  replica text not null, name text not null, kind text not null, branch_id uuid, doctor_id uuid,
  expires_at_ms int8 not null, used_at_ms int8);`;

/**
 * Writes that skip the store would skip the change feed. The store says that it is the one writing;
 * anyone else is stopped.
 */
const GUARD = `
create function daybook_guard() returns trigger language plpgsql as $guard$
begin
  if current_setting('daybook.writing', true) is distinct from 'yes' then
    raise exception 'Table % is written by the store alone.', tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $guard$;
${[...Object.keys(RECORD_TABLES), 'claim', 'booking_right', 'audit', 'dirty']
  .map(
    (table) => `create trigger ${table}_guard before insert or update or delete on ${table}
    for each statement execute function daybook_guard();`,
  )
  .join('\n')}`;

export const firstTables = [
  'create extension if not exists btree_gist;',
  'create extension if not exists pg_trgm;',
  recordTables,
  DERIVED,
  CONSTRAINTS,
  LOCAL,
  CENTRAL,
  GUARD,
].join('\n');
