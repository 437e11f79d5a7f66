/** The clinic's marks of sessions and slots, which carry them by their names. */
export const tagKinds = `
create table tag (organisation_id uuid not null, id uuid not null, name text not null,
  names text[] not null, hue text not null, effect text not null, release_min int4,
  active boolean not null, deleted boolean not null, dot_replica text, dot_counter int8,
  vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0, ext jsonb,
  seq int8 not null, primary key (organisation_id, id));
create index tag_seq on tag (organisation_id, seq);
create trigger tag_guard before insert or update or delete on tag
  for each statement execute function daybook_guard();`;
