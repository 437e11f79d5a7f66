/** Templates of weeks that take turns. */
export const rotations = `
create table rotation (organisation_id uuid not null, id uuid not null, name text not null,
  branch_id uuid, anchor_day text not null, weeks jsonb not null, version int4 not null,
  deleted boolean not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));
create index rotation_seq on rotation (organisation_id, seq);
create trigger rotation_guard before insert or update or delete on rotation
  for each statement execute function daybook_guard();`;
