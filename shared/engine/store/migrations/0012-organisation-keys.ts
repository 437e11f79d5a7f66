/**
 * Every key begins with the organisation, so that several have their books in one database and it
 * can be spread by them. Which requests came outlives a crash of the database server, or one
 * from just before it would be taken twice. How often someone tried to sign in is known to all
 * processes of central; a crash may forget that.
 */
export const organisationKeys = `
alter table claim drop constraint claim_doctor_once;
alter table claim add constraint claim_doctor_once exclude using gist
  (organisation_id with =, doctor_id with =, during with &&)
  where (verdict = 'active' and not overbooked and capacity = 1)
  deferrable initially deferred;
alter table session drop constraint session_doctor_once;
alter table session add constraint session_doctor_once exclude using gist
  (organisation_id with =, doctor_id with =, during with &&)
  where (confirmed and not deleted)
  deferrable initially deferred;
drop index session_doctor_during;
create index session_doctor_during on session using gist (organisation_id, doctor_id, during);
drop index claim_doctor_start;
create index claim_doctor_start on claim (organisation_id, doctor_id, start_ms);
drop index device_replica;
create index device_replica on device (replica);
alter table enrolment_code drop constraint enrolment_code_pkey;
alter table enrolment_code add primary key (organisation_id, code_hash);
create index enrolment_code_hash on enrolment_code (code_hash);
drop table seen_request;
create table seen_request (organisation_id uuid not null, replica text not null,
  nonce text not null, sent_at_ms int8 not null, primary key (organisation_id, replica, nonce));
create index seen_request_sent on seen_request (sent_at_ms);
create unlogged table attempt (name text primary key, tries int4 not null,
  allowed_at_ms int8 not null, last_ms int8 not null);
create index attempt_last on attempt (last_ms);`;
