/** How long it takes from one branch to another. */
export const travelTimes = `
create table travel_time (organisation_id uuid not null, id uuid not null, one_branch_id uuid,
  other_branch_id uuid, minutes int4, dot_replica text, dot_counter int8,
  vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0, ext jsonb,
  seq int8 not null, primary key (organisation_id, id));
create index travel_time_seq on travel_time (organisation_id, seq);
create trigger travel_time_guard before insert or update or delete on travel_time
  for each statement execute function daybook_guard();`;
