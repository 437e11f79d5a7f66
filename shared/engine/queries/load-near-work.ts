import { sql } from 'kysely';
import type { WorkTime } from '../../domain/working-time/work-time.ts';
import { TRAVEL_MAX_MIN } from '../../model/choices.ts';
import { normalise } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

const FARTHEST_MS = TRAVEL_MAX_MIN * 60_000;

/** Sessions of the same doctors at other branches that are not far in time from what is asked for. */
export async function loadNearWork(
  db: ReadDb,
  organisationId: string,
  asked: readonly WorkTime[],
  exceptIds: readonly string[],
): Promise<readonly WorkTime[]> {
  const except = new Set(exceptIds);
  const byPlace = Map.groupBy(asked, ({ branchId, doctorId }) => `${branchId} ${doctorId}`);
  // Whatever is near any of them is near one of the stretches that they make together.
  const wanted = [...byPlace.values()].flatMap((ofPlace) =>
    normalise(
      ofPlace.map(({ startMs, endMs }) => ({
        startMs: startMs - FARTHEST_MS,
        endMs: endMs + FARTHEST_MS,
      })),
    ).map(({ startMs, endMs }) => ({
      ...{ b: ofPlace[0]?.branchId, d: ofPlace[0]?.doctorId, s: startMs, e: endMs },
    })),
  );
  const { rows } = await sql<WorkTime & { readonly id: string }>`
    select distinct o.id, o.branch_id, o.doctor_id, o.start_ms, o.end_ms
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(b uuid, d uuid, s int8, e int8)
    cross join lateral (select * from session x
      where x.doctor_id = w.d and x.during && tstzrange(to_timestamp(w.s / 1000.0),
          to_timestamp(w.e / 1000.0), '[)')
        and x.branch_id <> w.b and not x.deleted and x.organisation_id = ${organisationId}
      offset 0) o`.execute(db.kysely);
  return rows.filter(({ id }) => !except.has(id));
}
