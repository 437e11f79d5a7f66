import { type RawBuilder, sql } from 'kysely';

/**
 * What is known of a person, in SQL over alias `p` of the record that was booked: where records
 * became one, that of the one that goes on. Hardly anybody has two: only then is it looked for.
 */
export const ofPerson = (
  field: 'id' | 'name' | 'phone' | 'number' | 'birth_date',
  p = 'p',
): string =>
  `(case when ${p}.merged_into is null then ${p}.${field} else (select person.${field}
    from patient person where person.organisation_id = ${p}.organisation_id
      and person.id = daybook_person(${p}.organisation_id, ${p}.id)) end)`;

/**
 * All ids of whom an id names, as one array. Hardly anybody has two: the function, which costs more than
 * most of what asks for it, is called for them alone.
 */
export const samePerson = (organisation: string, patient: string): string =>
  writeSamePerson(String.raw, organisation, patient);

/** The same for a query that Kysely writes. */
export const sqlSamePerson = (
  organisation: RawBuilder<unknown>,
  patient: RawBuilder<unknown>,
): RawBuilder<unknown> => writeSamePerson(sql, organisation, patient);

const writeSamePerson = <Part, Written>(
  write: (text: TemplateStringsArray, ...parts: Part[]) => Written,
  organisation: Part,
  patient: Part,
): Written =>
  write`((select case when exists (select 1 from patient same
      where same.organisation_id = ${organisation}::uuid and same.merged_into = ${patient}::uuid)
    or exists (select 1 from patient same where same.organisation_id = ${organisation}::uuid
      and same.id = ${patient}::uuid and same.merged_into is not null)
    then daybook_same_person(${organisation}::uuid, ${patient}::uuid)
    else array[${patient}::uuid] end)::uuid[])`;

/** The ids of records that go on as those that a query finds, with theirs; `$1` is the organisation. */
export const recordsUnder = (found: string): string =>
  `array(with recursive under as (${found} union
    select m.id from under join patient m on m.organisation_id = $1 and m.merged_into = under.id)
    select id from under)`;
