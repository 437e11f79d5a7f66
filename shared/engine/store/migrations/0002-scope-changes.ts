/** A doctor may leave a branch, and a replica remembers which parts of central's book it has. */
export const scopeChanges = `
alter table doctor_branch add column deleted boolean not null default false;
alter table doctor_branch alter column deleted drop default;
alter table book add column reach jsonb;
create index session_edited on session (organisation_id, branch_id, end_ms)
  where dot_replica is not null and not deleted;`;
