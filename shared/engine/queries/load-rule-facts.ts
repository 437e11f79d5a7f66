import { present } from '../../core/assert.ts';
import type { RuledVisit, RuleFacts } from '../../domain/rules/find-breaches.ts';
import { type Tagged, tagsAt } from '../../domain/tags/tags-at.ts';
import { FACT_STATUSES, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Patient } from '../../model/patient.ts';
import type { Interval } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { samePerson } from '../store/person.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { type FoundEnds, foundEnds, toEnds } from './ended-visits.ts';

/** The days before and after that can belong to the same week, anywhere on Earth. */
const WEEK_MS = 8 * 86_400_000;

const texts = (values: readonly string[]): string => `'{${values.join(',')}}'::text[]`;

/** The ids of the person, in whose place `$4` is one of them. */
const IDS = '(select ids from who)::uuid[]';

const FIND_FACTS = `with who as materialized (select ${samePerson('$1', '$4')} as ids)
  select json_build_object(
  'timeZone', (select time_zone from branch where organisation_id = $1 and id = $2),
  'doctorVisits', (select coalesce(json_agg(json_build_object('id', c.id, 'startMs', c.start_ms,
      'endMs', c.end_ms, 'serviceId', a.service_id)), '[]')
    from claim c left join appointment a on a.organisation_id = $1 and a.id = c.id
    where c.organisation_id = $1 and c.doctor_id = $3 and c.verdict <> 'displaced'
      and c.start_ms > $5 and c.start_ms < $6),
  'patientVisits', (select coalesce(json_agg(json_build_object('id', id, 'startMs', start_ms,
      'endMs', end_ms, 'serviceId', service_id)), '[]')
    from appointment where organisation_id = $1 and patient_id = any (${IDS})
      and start_ms > $5 and start_ms < $6 and superseded_by is null and assists_id is null
      and status <> all (${texts(RELEASED_STATUSES)})),
  'patient', (select json_build_object('birthDate', birth_date, 'sex', sex)
    from patient where organisation_id = $1 and id = (select case when cardinality(ids) = 1 then $4::uuid
      else daybook_person($1::uuid, $4::uuid) end from who)),
  'isNewPatient', not exists (select from appointment where organisation_id = $1
    and patient_id = any (${IDS}) and status = any (${texts(FACT_STATUSES)})),
  ${foundEnds(IDS)},
  'sessions', (select coalesce(json_agg(json_build_object('startMs', start_ms, 'endMs', end_ms,
      'tags', tags)), '[]')
    from session where organisation_id = $1 and branch_id = $2 and doctor_id = $3
      and start_ms < $8 and end_ms > $7 and tags <> '{}' and not deleted),
  'slots', (select coalesce(json_agg(json_build_object('startMs', start_ms, 'endMs', end_ms,
      'tags', tags)), '[]')
    from slot where organisation_id = $1 and branch_id = $2
      and doctor_id = $3 and ${visitOverlaps('slot', '$7::int8', '$8::int8')}
      and tags <> '{}' and dot_replica is not null and not deleted)) as facts`;

interface FoundFacts
  extends Omit<RuleFacts, 'zone' | 'birthDate' | 'sex' | 'tags' | 'lastVisits'>,
    FoundEnds {
  readonly timeZone: string | null;
  readonly patient: Pick<Patient, 'birthDate' | 'sex'> | null;
  readonly doctorVisits: readonly RuledVisit[];
  readonly sessions: readonly Tagged[];
  readonly slots: readonly Tagged[];
}

/**
 * What the rules look at around a time, in one round trip. `newPatient` is someone who is not in
 * the book yet. Null if there is no such branch.
 */
export async function loadRuleFacts(
  { session }: ReadDb,
  organisationId: string,
  wish: Interval & {
    readonly branchId: string;
    readonly doctorId: string;
    readonly patientId: string;
    readonly newPatient: Pick<Patient, 'birthDate' | 'sex'> | null;
  },
): Promise<RuleFacts | null> {
  const { branchId, doctorId, patientId, startMs, endMs, newPatient } = wish;
  const around = [startMs - WEEK_MS, startMs + WEEK_MS];
  const values = [organisationId, branchId, doctorId, patientId, ...around, startMs, endMs];
  const { rows } = await session.query(FIND_FACTS, values);
  const [row] = rows as { readonly facts: FoundFacts }[];
  const found = present(row, 'One row.').facts;
  const { timeZone, patient, sessions, slots, ownEnds, ownCount, elsewhere, ...facts } = found;
  const zone = timeZone === null ? null : openTimeZone(timeZone);
  if (!zone?.ok) return null;
  const { birthDate, sex } = newPatient ?? patient ?? { birthDate: null, sex: 'unknown' };
  const tags = tagsAt({ startMs, endMs }, sessions, slots);
  const lastVisits = toEnds({ ownEnds, ownCount, elsewhere }).map(({ end }) => end);
  return { ...facts, tags, zone: zone.value, birthDate, sex, lastVisits };
}
