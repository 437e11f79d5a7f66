/**
 * Entries that are too long for one frame come without what they changed, and that in pieces, which
 * central keeps until it has all. What is marked is not asked for again: `at` is -1, and `text` says
 * whether it is `missing` there or was another (`other`). A replica has what central wants next.
 */
export const trailPieces = `
create table trail_piece (organisation_id uuid not null, sender text not null, no int8 not null,
  hash text not null, at int8 not null, text text not null,
  primary key (organisation_id, sender, no, hash, at));
create trigger trail_piece_guard before insert or update or delete on trail_piece
  for each statement execute function daybook_guard();
create index kept_trail_cut on kept_trail (organisation_id, sender, part, no)
  where not is_whole and form = 2;
alter table trail_handed add column wants jsonb;`;
