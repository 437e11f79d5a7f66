/**
 * What was written here for others, and left this replica's view once central had it: kept until all
 * of them have it, in case central is set back to before.
 */
export const entrusted = `
create table entrusted (
  organisation_id uuid not null,
  kind text not null,
  id uuid not null,
  body jsonb not null,
  seq int8 not null,
  primary key (organisation_id, kind, id));`;
