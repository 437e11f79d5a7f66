/**
 * What patients are told of an absence whom its maker does not know, for central to find them by, and
 * by which key what one message tells of.
 */
export const absencesTold = `
alter table time_off add column tells boolean not null default false, add column sentence text;
alter table closure add column tells boolean not null default false, add column sentence text;
create index time_off_tells on time_off (organisation_id, end_ms) where tells;
create index closure_tells on closure (organisation_id, day) where tells;
create index conflict_blocker on conflict (organisation_id, blocker_id) where kind = 'displaced';
create index notification_key on notification (organisation_id, key);`;
