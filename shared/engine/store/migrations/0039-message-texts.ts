/** What patients are told in the clinic's own words, and what is added to it once. */
export const messageTexts = `
alter table notification add column extra text;
create table message_text (organisation_id uuid not null, id uuid not null, kind text not null,
  language text not null, text text, dot_replica text, dot_counter int8,
  vector jsonb not null default '{}', intent uuid, hlc int8 not null default 0, ext jsonb,
  seq int8 not null, primary key (organisation_id, id));
create index message_text_seq on message_text (organisation_id, seq);
create trigger message_text_guard before insert or update or delete on message_text
  for each statement execute function daybook_guard();`;
