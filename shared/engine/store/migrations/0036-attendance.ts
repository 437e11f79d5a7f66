/** Who called a visit off, and how a patient attended at other branches. */
export const attendance = `
alter table appointment add column cancelled_by text;
create table attendance (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  patient_id uuid not null, ends jsonb not null default '[]', seen int4 not null,
  missed int4 not null, cancelled int4 not null, cancelled_late int4 not null, dot_replica text,
  dot_counter int8, vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0,
  ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index attendance_seq on attendance (organisation_id, seq);
create index attendance_patient on attendance (organisation_id, patient_id);
create trigger attendance_guard before insert or update or delete on attendance
  for each statement execute function daybook_guard();`;
