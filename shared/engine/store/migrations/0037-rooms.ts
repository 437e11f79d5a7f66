/** The rooms of branches, and which of them working time and surgeries are in. */
export const rooms = `
create table room (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  name text not null, clash text not null, active boolean not null, deleted boolean not null,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index room_seq on room (organisation_id, seq);
create trigger room_guard before insert or update or delete on room
  for each statement execute function daybook_guard();
alter table series add column room_id uuid;
alter table session add column room_id uuid;
alter table time_off add column room_id uuid;
create index session_room on session (organisation_id, room_id, start_ms)
  where room_id is not null and not deleted;
create index time_off_room on time_off (organisation_id, room_id, start_ms)
  where room_id is not null and not deleted;`;
