/**
 * The most firm appointments of a doctor on a day, and the ledger of who may make how many of them.
 * An appointment beyond its maker's quota says why, and is tentative.
 */
export const dailyLimits = `
create table daily_limit (organisation_id uuid not null, id uuid not null, doctor_id uuid not null,
  per_day int4, shares jsonb not null, dot_replica text, dot_counter int8,
  vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0, ext jsonb,
  seq int8 not null, primary key (organisation_id, id));
create index daily_limit_seq on daily_limit (organisation_id, seq);
create trigger daily_limit_guard before insert or update or delete on daily_limit
  for each statement execute function daybook_guard();
create table quota (organisation_id uuid not null, id uuid not null, doctor_id uuid not null,
  from_replica text, to_replica text, amount int4 not null, from_day text not null, until_day text,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index quota_seq on quota (organisation_id, seq);
create index quota_doctor on quota (organisation_id, doctor_id);
create trigger quota_guard before insert or update or delete on quota
  for each statement execute function daybook_guard();
alter table appointment add column over_quota_reason text;
create index appointment_over_quota on appointment (organisation_id, doctor_id)
  where over_quota_reason is not null;`;
