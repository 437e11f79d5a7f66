import { err, ok, type Result } from '../../core/result.ts';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Whatever moved or ended a visit, those who assist in it are there with it, or nothing is done: an
 * act that does not know of them is refused here, with who and when.
 */
export async function refuseParted(tx: WriteTx): Promise<Result<null, Refusal>> {
  const ids = tx
    .puts()
    .filter(({ kind, before }) => kind === 'appointment' && before !== null)
    .map(({ after }) => after.id);
  if (ids.length === 0) return ok(null);
  await tx.flush();
  const { rows } = await tx.session.query(FIND_PARTED, [tx.book.organisationId, ids]);
  const [parted] = rows as { readonly doctorId: string; readonly startMs: number }[];
  return parted ? err({ kind: 'assistant-parted', ...parted }) : ok(null);
}

const RELEASED = `any ('{${RELEASED_STATUSES.join(',')}}'::text[])`;

const FIND_PARTED = `
  select one.doctor_id as "doctorId", one.start_ms as "startMs"
  from appointment one
  join appointment visit on visit.organisation_id = one.organisation_id
    and visit.id = one.assists_id
  where one.organisation_id = $1 and one.assists_id is not null
    and (one.id = any ($2) or one.assists_id = any ($2))
    and one.superseded_by is null and not one.unseated and not one.status = ${RELEASED}
    and (one.start_ms <> visit.start_ms or one.end_ms <> visit.end_ms
      or one.branch_id <> visit.branch_id or one.doctor_id = visit.doctor_id
      or visit.superseded_by is not null or visit.status = ${RELEASED})
  limit 1`;
