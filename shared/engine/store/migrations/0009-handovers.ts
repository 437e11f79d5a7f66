/**
 * The booking right of a session may pass from the replica that has it to another, which has to be
 * known by name. Where sessions of other branches are at home is asked in every exchange.
 */
export const handovers = `
create table handover (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  doctor_id uuid, start_ms int8 not null, end_ms int8 not null, from_replica text not null,
  to_replica text, state text not null, note text not null, by_name text not null,
  at_ms int8 not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));
create index handover_seq on handover (organisation_id, seq);
create index handover_open on handover (organisation_id, branch_id)
  where state in ('asked', 'given', 'taken');
create trigger handover_guard before insert or update or delete on handover
  for each statement execute function daybook_guard();
create table peer (organisation_id uuid not null, id uuid not null, replica text not null,
  name text not null, kind text not null, branch_id uuid, doctor_id uuid, retired boolean not null,
  heard_ms int8 not null, seq int8 not null, primary key (organisation_id, id));
create index peer_seq on peer (organisation_id, seq);
create trigger peer_guard before insert or update or delete on peer
  for each statement execute function daybook_guard();
create index session_home on session (organisation_id, home_replica, branch_id)
  where dot_replica is not null and not deleted;
alter table branch add column gives_when_asked boolean not null default false;
alter table branch alter column gives_when_asked drop default;`;
