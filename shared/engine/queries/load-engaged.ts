import { sql } from 'kysely';
import type { Engaged } from '../../domain/working-time/find-agreement-breaches.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { Doctor } from '../../model/doctor.ts';
import type { ReadDb } from '../store/handles.ts';

type Row = Pick<Doctor, 'id' | 'kind'> &
  Pick<Agreement, 'dayMin' | 'weekMin' | 'fromDay' | 'untilDay'> & {
    readonly agreementId: string | null;
    readonly places: Agreement['places'] | null;
    readonly branchIds: readonly string[];
  };

/** Of these doctors, those with whom something was agreed about their work, and what. */
export async function loadEngaged(
  db: ReadDb,
  organisationId: string,
  doctorIds: readonly string[],
): Promise<readonly Engaged[]> {
  const { rows } = await sql<Row>`
    select d.id, d.kind, a.id as agreement_id, a.day_min, a.week_min, a.from_day, a.until_day,
      a.places, array(select b.branch_id from doctor_branch b
        where b.organisation_id = d.organisation_id and b.doctor_id = d.id
          and not b.deleted) as branch_ids
    from doctor d
    left join agreement a on a.organisation_id = d.organisation_id and a.doctor_id = d.id
    where d.organisation_id = ${organisationId} and d.id = any (${[...doctorIds]}::uuid[])
      and (d.kind = 'locum' or a.id is not null)`.execute(db.kysely);
  return rows.map(({ id, kind, agreementId, places, branchIds, ...agreed }) => ({
    doctor: { id, kind },
    agreement:
      agreementId === null
        ? null
        : { id: agreementId, doctorId: id, ...agreed, places: places ?? [] },
    branchIds: new Set(branchIds),
  }));
}
