import { present } from '../../core/assert.ts';
import type { RuleFacts } from '../../domain/rules/find-breaches.ts';
import type { PastVisit } from '../../domain/suggestions/learn-habits.ts';
import { FACT_STATUSES, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Patient } from '../../model/patient.ts';
import type { Preferences } from '../../model/preferences.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { samePerson } from '../store/person.ts';

export type Person = Pick<Patient, 'birthDate' | 'sex'>;

/** The days before and after that can belong to the same week, anywhere on Earth. */
const WEEK_MS = 8 * 86_400_000;
/** No rule looks at more of a patient's last visits, and habits change with the years. */
const LAST_VISITS_MAX = 20;

const texts = (values: readonly string[]): string => `'{${values.join(',')}}'::text[]`;

/**
 * Who `$2` is by now, and all visits of that person: they are few, and asked for the last ones
 * PostgreSQL would go through everybody's from the latest on.
 */
const FIND = `with who as materialized (select ${samePerson('$1', '$2')} as ids),
  theirs as materialized (
    select id, doctor_id, branch_id, service_id, start_ms, end_ms, status, superseded_by, assists_id
    from appointment where organisation_id = $1
      and patient_id = any ((select ids from who)::uuid[]))
  select json_build_object(
  'patientVisits', (select coalesce(json_agg(json_build_object('id', id, 'startMs', start_ms,
      'endMs', end_ms, 'serviceId', service_id)), '[]')
    from theirs where start_ms > $3 and start_ms < $4 and superseded_by is null
      and assists_id is null and status <> all (${texts(RELEASED_STATUSES)})),
  'patient', (select json_build_object('birthDate', birth_date, 'sex', sex, 'prefers', prefers)
    from patient where organisation_id = $1 and id = (select case when cardinality(ids) = 1 then $2::uuid
      else daybook_person($1::uuid, $2::uuid) end from who)),
  'isNewPatient', not exists (select from theirs where status = any (${texts(FACT_STATUSES)})),
  'lastVisits', (select coalesce(json_agg(ended), '[]') from (
    select case status when 'no-show' then 'missed' else 'seen' end as ended
    from theirs where assists_id is null and status in ('completed', 'no-show')
    order by start_ms desc limit ${LAST_VISITS_MAX}) as last),
  'visits', (select coalesce(json_agg(json_build_object('doctorId', doctor_id,
      'branchId', branch_id, 'startMs', start_ms)), '[]') from (
    select doctor_id, branch_id, start_ms from theirs
    where start_ms <= $5 and superseded_by is null and assists_id is null
      and status <> all (${texts(RELEASED_STATUSES)})
    order by start_ms desc limit ${LAST_VISITS_MAX}) as past)) as facts`;

export interface VisitsOf
  extends Pick<RuleFacts, 'birthDate' | 'sex' | 'isNewPatient' | 'lastVisits' | 'patientVisits'> {
  /** Those until now, the latest first. */
  readonly visits: readonly PastVisit[];
  /** What they said of when, where and with whom they like to come. */
  readonly prefers: Preferences | null;
}

/** Who a patient is to the clinic's rules, and where and when the patient came until now. */
export async function loadVisitsOf(
  { session }: ReadDb,
  organisationId: string,
  who: { readonly patientId: string | null; readonly newPatient: Person | null },
  span: Interval,
  nowMs: number,
): Promise<VisitsOf> {
  const around = [span.startMs - WEEK_MS, span.endMs + WEEK_MS];
  const { rows } = await session.query(FIND, [organisationId, who.patientId, ...around, nowMs]);
  type Known = Person & Pick<VisitsOf, 'prefers'>;
  const [row] = rows as { readonly facts: VisitsOf & { readonly patient: Known | null } }[];
  const { patient, ...facts } = present(row, 'A select without from gives one row.').facts;
  const { birthDate, sex } = who.newPatient ?? patient ?? { birthDate: null, sex: 'unknown' };
  return { ...facts, birthDate, sex, prefers: patient?.prefers ?? null };
}
