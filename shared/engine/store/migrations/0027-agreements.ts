/** What was agreed with each doctor about working time. */
export const agreements = `
create table agreement (organisation_id uuid not null, id uuid not null, doctor_id uuid not null,
  day_min int4, week_min int4, from_day text, until_day text, places jsonb not null,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index agreement_seq on agreement (organisation_id, seq);
create trigger agreement_guard before insert or update or delete on agreement
  for each statement execute function daybook_guard();`;
