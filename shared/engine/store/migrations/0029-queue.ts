/** Who waits at a branch, with their tickets; and each replica's number among those of its branch. */
export const queue = `
create table queue_entry (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  doctor_id uuid, service_id uuid not null, patient_id uuid not null, appointment_id uuid,
  day text not null, letter text not null, number int4 not null, priority text not null,
  joined_ms int8 not null, place_ms int8 not null, state text not null, by_name text not null,
  at_ms int8 not null, reason text not null, room text not null, deleted boolean not null,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index queue_entry_seq on queue_entry (organisation_id, seq);
create index queue_entry_day on queue_entry (organisation_id, branch_id, day);
create index queue_entry_visit on queue_entry (organisation_id, appointment_id);
create trigger queue_entry_guard before insert or update or delete on queue_entry
  for each statement execute function daybook_guard();
alter table peer add column ordinal int4;`;
