/** A replica may go on under a new name, and says whose place it took until central knows. */
export const incarnations = `
alter table book add column incarnation_of text,
  add column replaces_former boolean not null default false;
alter table device add column incarnation_of text, add column replaced_by text;`;
