/**
 * Central seals the place that it tells a replica, so that one that is ahead of it proves that
 * central was set back. What left a part of the book is remembered until every replica knows.
 */
export const places = `
alter table book
  add column secret text not null default gen_random_uuid()::text || gen_random_uuid()::text,
  add column purged_through int8 not null default 0,
  add column sweep_seq int8;
alter table device add column exchanges int8 not null default 0,
  add column healing boolean not null default false;
create table purged (organisation_id uuid not null, kind text not null, id uuid not null,
  primary key (organisation_id, kind, id));`;
