/**
 * Versions that stood at a central that was set back, or that others' edits were made from, until all
 * replicas have offered what they have: what two of them edited apart is compared with the last that
 * both had seen. `no`: in which order they stood.
 */
export const stoodBefore = `
create table stood_before (organisation_id uuid not null, kind text not null, id uuid not null,
  no int8 not null generated always as identity, dot text not null, body jsonb not null,
  primary key (organisation_id, kind, id, no));
create trigger stood_before_guard before insert or update or delete on stood_before
  for each statement execute function daybook_guard();`;
