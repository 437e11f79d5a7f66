/**
 * What those who answer for a branch have to know of, and what an organisation is alerted of.
 * `alert_mail` is central's own: each alert is sent to each person once for each time that it opens.
 */
export const alerts = `
create table alerting (organisation_id uuid not null, id uuid not null, rules jsonb not null,
  addresses jsonb not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));
create index alerting_seq on alerting (organisation_id, seq);
create trigger alerting_guard before insert or update or delete on alerting
  for each statement execute function daybook_guard();
create table alert (organisation_id uuid not null, id uuid not null, kind text not null,
  branch_id uuid, subject_id uuid not null, subject_name text not null, by_name text, reason text,
  day text, amount int4 not null, count int4 not null, first_ms int8 not null,
  last_ms int8 not null, settled_through_ms int8 not null, settled_count int4 not null,
  settled_at_ms int8, settled_by text, snoozed_until_ms int8, dot_replica text, dot_counter int8,
  vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0, ext jsonb,
  seq int8 not null, primary key (organisation_id, id));
create index alert_seq on alert (organisation_id, seq);
create index alert_times on alert (organisation_id, last_ms);
create index alert_open on alert (organisation_id, id) where last_ms > settled_through_ms;
create trigger alert_guard before insert or update or delete on alert
  for each statement execute function daybook_guard();
create table alert_mail (organisation_id uuid not null, alert_id uuid not null,
  user_id uuid not null, opened_ms int8 not null, key uuid not null, state text not null,
  attempts int4 not null, due_ms int8 not null, leased_by uuid, lease_until_ms int8 not null,
  reason text, primary key (organisation_id, alert_id, user_id, opened_ms));
create index alert_mail_due on alert_mail (due_ms) where state in ('waiting', 'sending');`;
