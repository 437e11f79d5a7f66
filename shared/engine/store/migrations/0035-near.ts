/**
 * What computers of one network tell each other without central: the key by which each is known,
 * and visits that others have and central has not told here.
 */
export const near = `
alter table peer add column public_key text;
create table near_visit (organisation_id uuid not null, id uuid not null, replica text not null,
  appointment_id uuid not null, dot_replica text not null, dot_counter int8 not null,
  branch_id uuid not null, doctor_id uuid not null, start_ms int8 not null, end_ms int8 not null,
  service_id uuid, patient_name text, seq int8 not null, primary key (organisation_id, id));
create index near_visit_seq on near_visit (organisation_id, seq);
create index near_visit_start on near_visit (organisation_id, start_ms);
create index near_visit_appointment on near_visit (organisation_id, appointment_id);
create trigger near_visit_guard before insert or update or delete on near_visit
  for each statement execute function daybook_guard();`;
