/** A doctor's time passes to another doctor, who accepts it. */
export const delegations = `
create table delegation (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  doctor_id uuid not null, to_doctor_id uuid not null, start_ms int8 not null,
  end_ms int8 not null, reason text not null, notify boolean not null, back_of uuid,
  state text not null, by_name text not null, at_ms int8 not null, answered_by text,
  answered_ms int8, answer_note text not null, failure text, pieces jsonb not null,
  made_ids uuid[] not null, visit_ids uuid[] not null, deleted boolean not null,
  dot_replica text, dot_counter int8, vector jsonb not null default '{}', intent uuid,
  hlc int8 not null default 0, ext jsonb, seq int8 not null, primary key (organisation_id, id));
create index delegation_seq on delegation (organisation_id, seq);
create index delegation_at on delegation (organisation_id, at_ms);
create index delegation_to on delegation (organisation_id, to_doctor_id, start_ms);
create index delegation_accepted on delegation (organisation_id) where state = 'accepted';
create trigger delegation_guard before insert or update or delete on delegation
  for each statement execute function daybook_guard();`;
