/**
 * Entries are hashed whole from here on (form 2): who, in which role, at which desk and from what
 * source were not part of the hash before. The trail is read by its numbers, which are one row of
 * numbers whatever name the replica goes under, and by days.
 */
export const auditForms = `
alter table audit add column form int2 not null default 1;
alter table audit drop constraint audit_pkey;
alter table audit add primary key (organisation_id, no);
create index audit_times on audit using brin (at_ms) with (pages_per_range = 16);`;
