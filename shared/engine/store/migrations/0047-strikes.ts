/** What happened under a name lately, so that it is counted on when the program starts anew. */
export const strikes = `
create table strike (organisation_id uuid not null, name text not null, times_ms int8[] not null,
  last_ms int8 not null, primary key (organisation_id, name));`;
