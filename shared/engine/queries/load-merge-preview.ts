import { sql } from 'kysely';
import { decideMerge } from '../../domain/patients/decide-merge.ts';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { MergePreview } from '../../wire/desk/patients.ts';
import type { ReadDb } from '../store/handles.ts';
import type { NearBranches } from '../store/near-branches.ts';
import { sqlSamePerson } from '../store/person.ts';
import { loadPatient } from './load-patient.ts';
import { loadPerson } from './load-persons.ts';
import { loadRecord } from './load-record.ts';

/**
 * What would become another person's if two records became one, as far as it is known here; null
 * where either is not, or is of none of the branches that somebody is held to.
 */
export async function loadMergePreview(
  db: ReadDb,
  organisationId: string,
  wish: { readonly patientId: string; readonly survivorId: string; readonly nowMs: number },
  near: NearBranches = null,
): Promise<MergePreview | null> {
  const ids = [wish.patientId, wish.survivorId] as const;
  const [patient, survivor] = await Promise.all(
    ids.map((id) => loadPatient(db, organisationId, id, near)),
  );
  const records = await Promise.all(ids.map((id) => loadRecord(db, organisationId, 'patient', id)));
  const persons = await Promise.all(ids.map((id) => loadPerson(db, organisationId, id)));
  const [from, to] = records.map((record, i) => {
    const person = persons[i];
    return record && person ? { record, person } : null;
  });
  if (!patient || !survivor || !from || !to) return null;
  const decided = decideMerge(from, to, []);
  return {
    ...{ patient, survivor, refusal: decided.ok ? null : decided.error },
    ...(await countMoved(db, organisationId, wish)),
  };
}

async function countMoved(
  db: ReadDb,
  organisationId: string,
  { patientId, nowMs }: { readonly patientId: string; readonly nowMs: number },
): Promise<Pick<MergePreview, 'ahead' | 'past' | 'wishes'>> {
  const ids = sqlSamePerson(sql`${organisationId}`, sql`${patientId}`);
  const { rows } = await sql<Pick<MergePreview, 'ahead' | 'past' | 'wishes'>>`
    select count(*) filter (where start_ms > ${nowMs}
        and status <> all (${[...RELEASED_STATUSES]}::text[]))::int4 as ahead,
      count(*) filter (where start_ms <= ${nowMs})::int4 as past,
      (select count(*) from wish w where w.organisation_id = ${organisationId}
        and w.patient_id = any (${ids}) and w.state = 'waiting' and not w.deleted)::int4 as wishes
    from appointment where organisation_id = ${organisationId} and patient_id = any (${ids})
      and superseded_by is null and assists_id is null
      and status <> 'entered-in-error'`.execute(db.kysely);
  return rows[0] ?? { ahead: 0, past: 0, wishes: 0 };
}
