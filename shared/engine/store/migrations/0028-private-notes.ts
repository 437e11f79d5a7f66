/** What a person notes down for nobody else; it stays in the book in which it was written. */
export const privateNotes = `
create table private_note (organisation_id uuid not null, id uuid not null, user_id uuid not null,
  about_kind text not null, about_id uuid not null, text text not null, at_ms int8 not null,
  primary key (organisation_id, id));
create index private_note_user on private_note (organisation_id, user_id);
create trigger private_note_guard before insert or update or delete on private_note
  for each statement execute function daybook_guard();`;
