import { RELEASED_STATUSES } from '../../model/appointment.ts';
import { samePerson } from './person.ts';

/**
 * In SQL, over a wish of this alias: whoever was given another visit for the same since they began
 * to wait has what they wanted.
 */
export const wishIsBooked = (alias: 'wish' | 't'): string =>
  `(${alias}.appointment_id is null and exists (select from appointment got
    where got.organisation_id = ${alias}.organisation_id and got.patient_id = any (${samePerson(`${alias}.organisation_id`, `${alias}.patient_id`)})
      and got.service_id = ${alias}.service_id and got.start_ms > ${alias}.added_ms
      and got.superseded_by is null and got.assists_id is null
      and got.status <> all ('{${RELEASED_STATUSES.join(',')}}'::text[])))`;
