/** Days and weeks of working time that a clinic keeps under a name. */
export const templates = `
create table template (organisation_id uuid not null, id uuid not null, name text not null,
  branch_id uuid, length_days int4 not null, pieces jsonb not null, version int4 not null,
  deleted boolean not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));
create index template_seq on template (organisation_id, seq);
create trigger template_guard before insert or update or delete on template
  for each statement execute function daybook_guard();`;
