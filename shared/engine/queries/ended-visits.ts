import { type EndingVisit, endOf } from '../../domain/attendance/end-of.ts';
import { type Ended, mergeEnds } from '../../domain/attendance/merge-ends.ts';
import type { Attendance } from '../../model/attendance.ts';
import { ENDS_MAX } from '../../model/choices.ts';

/** The condition, in SQL over appointments, for a visit to have an end: what `endOf` tells. */
export const HAS_ENDED = `superseded_by is null and assists_id is null and (status in ('completed', 'no-show')
  or (status = 'cancelled' and cancelled_by = 'patient'))`;

/** How the visits of a patient ended, as it stands in the book: here, and as central told it of others. */
export interface FoundEnds {
  /** The last ones here, the newest first. */
  readonly ownEnds: readonly EndingVisit[];
  readonly ownCount: number;
  readonly elsewhere: Attendance['ends'] | null;
}

/**
 * Members of a JSON object with `FoundEnds`, in SQL; `$1` is the organisation, `ids` the array of all
 * ids of the person. Their visits are looked up first: asked for the last ones alone, PostgreSQL would
 * go through everybody's from the latest on.
 */
export const foundEnds = (ids: string): string => `
  'ownEnds', (with ended as materialized (
      select status, cancelled_by, start_ms, steps from appointment
      where organisation_id = $1 and patient_id = any (${ids}) and ${HAS_ENDED})
    select coalesce(json_agg(json_build_object('status', status,
      'cancelledBy', cancelled_by, 'startMs', start_ms, 'steps', steps)), '[]')
    from (select * from ended order by start_ms desc limit ${ENDS_MAX}) as last),
  'ownCount', (select count(*) from appointment
    where organisation_id = $1 and patient_id = any (${ids}) and ${HAS_ENDED}),
  'elsewhere', (select jsonb_agg(e.value) from attendance a join book b on b.organisation_id = $1
    and b.branch_id = a.branch_id cross join lateral jsonb_array_elements(a.ends) as e where a.organisation_id = $1 and a.patient_id = any (${ids}))`;

/** All of them in the order in which they were, the newest first. */
export function toEnds({ ownEnds, ownCount, elsewhere }: FoundEnds): readonly Ended[] {
  const own = ownEnds.flatMap((visit) => {
    const end = endOf(visit);
    return end === null ? [] : [{ end, startMs: visit.startMs }];
  });
  return mergeEnds(own, ownCount, elsewhere ?? []).slice(0, ENDS_MAX);
}
