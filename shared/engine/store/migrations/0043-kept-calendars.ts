/** Calendars at an address, which this computer reads again and again. They are told to no other. */
export const keptCalendars = `
create table kept_calendar (organisation_id uuid not null, id uuid not null, name text not null,
  address text not null, is_near boolean not null, mapping jsonb not null,
  every_min int4 not null, paused boolean not null, made jsonb not null, etag text,
  last_modified text, whole_day text, read_ms int8, next_ms int8 not null,
  failures int4 not null, outcome jsonb, added_ms int8 not null,
  primary key (organisation_id, id));
create trigger kept_calendar_guard before insert or update or delete on kept_calendar
  for each statement execute function daybook_guard();`;
