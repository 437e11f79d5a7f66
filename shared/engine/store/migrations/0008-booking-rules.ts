/** What a clinic demands of bookings; and how often each appointment was moved, which is one of them. */
export const bookingRules = `
create table rule (organisation_id uuid not null, id uuid not null, name text not null,
  demand jsonb not null, effect text not null, branch_id uuid, doctor_id uuid, service_id uuid,
  from_day text, until_day text, active boolean not null, deleted boolean not null,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index rule_seq on rule (organisation_id, seq);
create trigger rule_guard before insert or update or delete on rule
  for each statement execute function daybook_guard();
alter table appointment add column moves int4 not null default 0;`;
