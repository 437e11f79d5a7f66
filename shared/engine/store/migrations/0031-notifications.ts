/**
 * What patients are told of their appointments. `outbox` is central's own: which process sends a
 * notification, and when it is tried again.
 */
export const notifications = `
alter table patient add column email text, add column language text not null default 'en',
  add column allows_sms boolean not null default true,
  add column allows_email boolean not null default true,
  add column opted_out boolean not null default false;
create table messaging (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  asks jsonb not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));
create index messaging_seq on messaging (organisation_id, seq);
create trigger messaging_guard before insert or update or delete on messaging
  for each statement execute function daybook_guard();
create table notification (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  doctor_id uuid not null, patient_id uuid not null, appointment_id uuid not null,
  kind text not null, channel text, language text not null, state text not null,
  attempts int4 not null, key uuid not null, reason text, start_ms int8 not null,
  end_ms int8 not null, at_ms int8 not null, settled_ms int8, dot_replica text, dot_counter int8,
  vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0, ext jsonb,
  seq int8 not null, primary key (organisation_id, id));
create index notification_seq on notification (organisation_id, seq);
create index notification_appointment on notification (organisation_id, appointment_id);
create index notification_times on notification (organisation_id, start_ms);
create index notification_at on notification (organisation_id, branch_id, at_ms);
create index notification_open on notification (organisation_id, id)
  where state in ('waiting', 'sending');
create trigger notification_guard before insert or update or delete on notification
  for each statement execute function daybook_guard();
create table outbox (organisation_id uuid not null, id uuid not null,
  due_ms int8 not null default 0, leased_by uuid, lease_until_ms int8 not null default 0,
  doubt_ms int8,
  primary key (organisation_id, id));
create index outbox_due on outbox (due_ms);`;
