/** More records of one person than anybody makes. */
const WAY_MAX = 50;

/**
 * Of two records of one person, one goes on as the other. Merges that were made apart can point at
 * each other: of those the smallest id is the person, at every replica that knows of both. What
 * points at nobody known here, or at somebody who was taken out, stays who it is.
 */
export const mergedPatients = `
alter table patient add column merged_into uuid;
create index patient_merged on patient (organisation_id, merged_into) where merged_into is not null;

create function daybook_person(org uuid, patient_id uuid) returns uuid
language sql stable parallel safe as $person$
  with recursive way as (
    select p.id, p.merged_into, array[p.id] as passed from patient p
      where p.organisation_id = org and p.id = patient_id
    union all
    select p.id, p.merged_into, w.passed || p.id from way w
      join patient p on p.organisation_id = org and p.id = w.merged_into and not p.deleted
      where not p.id = any (w.passed) and cardinality(w.passed) < ${WAY_MAX}),
  at_end as (select * from way order by cardinality(passed) desc limit 1)
  select coalesce((select case when e.merged_into = any (e.passed)
      then (select one from unnest(e.passed[array_position(e.passed, e.merged_into):]) as one
        order by one limit 1)
      else e.id end from at_end e), patient_id)
$person$;

create function daybook_same_person(org uuid, patient_id uuid) returns uuid[]
language sql stable parallel safe as $same$
  with recursive one as (
    select daybook_person(org, patient_id) as id
    union
    select p.id from one join patient p on p.organisation_id = org and p.merged_into = one.id)
  select array_agg(distinct id) from (select id from one union all select patient_id) as all_of_them
$same$;`;
