/** Who waits for a time, or a sooner one; and what a branch lets be offered to them. */
export const waitlist = `
create table wish (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  patient_id uuid not null, service_id uuid not null, appointment_id uuid,
  doctor_ids uuid[] not null, branch_ids uuid[] not null, weekdays int4[] not null,
  parts text[] not null, from_day text, until_day text, urgent boolean not null,
  note text not null, added_ms int8 not null, added_by text not null, state text not null,
  offer jsonb, declined text[] not null, deleted boolean not null,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index wish_seq on wish (organisation_id, seq);
create index wish_waiting on wish (organisation_id, branch_id) where state = 'waiting';
create index wish_visit on wish (organisation_id, appointment_id);
create index wish_patient on wish (organisation_id, patient_id);
create trigger wish_guard before insert or update or delete on wish
  for each statement execute function daybook_guard();
alter table messaging add column offer_notice_min int4 not null default 120;
alter table messaging add column offer_minutes int4 not null default 60;`;
