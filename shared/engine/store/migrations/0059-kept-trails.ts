const ENTRY = `replica text not null, at_ms int8 not null, hlc int8 not null, intent_id uuid,
  intent_kind text not null, actor_id uuid, actor_name text not null, role text not null,
  desk text not null, source text not null, reason text, record_ids uuid[] not null,
  changes jsonb not null, previous_hash text not null, form int2 not null, hash text not null`;

/**
 * Central keeps the entries of every replica's audit trail as they were handed over, and where each
 * trail ended. It begins another part where one did not go on from that. A replica has how far it
 * handed over its own, and what it was told of others'.
 */
export const keptTrails = `
create table kept_trail (organisation_id uuid not null, sender text not null, part int4 not null,
  no int8 not null, seq int8 not null, is_whole boolean not null, ${ENTRY},
  primary key (organisation_id, sender, part, no));
create unique index kept_trail_seq on kept_trail (organisation_id, seq);
create index kept_trail_records on kept_trail using gin (record_ids);
create index kept_trail_times on kept_trail using brin (at_ms) with (pages_per_range = 16);
create index kept_trail_hash on kept_trail (hash);
create trigger kept_trail_guard before insert or update or delete on kept_trail
  for each statement execute function daybook_guard();

create table trail_end (organisation_id uuid not null, sender text not null, part int4 not null,
  first_no int8 not null, first_hash text not null, last_no int8 not null, last_hash text not null,
  problem text, begun_ms int8 not null, heard_ms int8 not null,
  primary key (organisation_id, sender, part));
create trigger trail_end_guard before insert or update or delete on trail_end
  for each statement execute function daybook_guard();

create table trail_handed (organisation_id uuid primary key, no int8 not null);

create table told_trail (organisation_id uuid not null, replica text not null, no int8 not null,
  record_id uuid not null, hash text not null, at_ms int8 not null, hlc int8 not null,
  intent_kind text not null, actor_name text not null, role text not null, desk text not null,
  source text not null, reason text, change jsonb not null,
  primary key (organisation_id, record_id, hash));
create trigger told_trail_guard before insert or update or delete on told_trail
  for each statement execute function daybook_guard();`;
