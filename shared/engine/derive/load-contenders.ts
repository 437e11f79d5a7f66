import { sql } from 'kysely';
import type { ConfirmedTime } from '../../domain/schedule/confirmed-times.ts';
import type { Series, Session } from '../../model/session.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** A session of a series that asks. */
export interface OfSeries extends ConfirmedTime {
  readonly seriesId: string;
  /** It follows its series, and nobody edited it. */
  readonly isDerived: boolean;
  readonly deleted: boolean;
}

export interface Contenders {
  /** The sessions of the series, in the order of time. */
  readonly ofSeries: readonly OfSeries[];
  /** What is confirmed already and does not ask anew, wherever any of those that ask is. */
  readonly confirmed: readonly ConfirmedTime[];
}

/** Everything that it takes to say which of the series and sessions are confirmed. */
export async function loadContenders(
  tx: WriteTx,
  asked: {
    readonly series: readonly Stored<Series>[];
    readonly sessions: readonly Stored<Session>[];
  },
): Promise<Contenders> {
  const seriesIds = new Set(asked.series.map(({ id }) => id));
  const ofSeries = await loadOfSeries(tx, [...seriesIds]);
  const live = ofSeries.filter(({ deleted }) => !deleted);
  const others = await loadConfirmed(tx, [...asked.sessions, ...live]);
  const asking = new Set(asked.sessions.map(({ id }) => id));
  const confirmed = others.filter(
    ({ id, seriesId, isDerived }) =>
      !asking.has(id) && !(isDerived && seriesId !== null && seriesIds.has(seriesId)),
  );
  return { ofSeries, confirmed };
}

async function loadOfSeries(
  tx: WriteTx,
  seriesIds: readonly string[],
): Promise<readonly OfSeries[]> {
  if (seriesIds.length === 0) return [];
  const { rows } = await sql<OfSeries>`
    select id, branch_id, doctor_id, series_id, start_ms, end_ms, deleted,
      dot_replica is null as is_derived
    from session where organisation_id = ${tx.book.organisationId}
      and series_id = any (${[...seriesIds]}::uuid[])
    order by start_ms, id`.execute(tx.kysely);
  return rows;
}

/**
 * One look for each doctor, at all that is confirmed from the first to the last of those that ask,
 * and which of these overlap is found out here: as one question of both sides, tables that were never
 * analysed made PostgreSQL hold every session of a doctor against every other, by the million.
 */
async function loadConfirmed(
  tx: WriteTx,
  asking: readonly ConfirmedTime[],
): Promise<readonly (ConfirmedTime & { readonly isDerived: boolean })[]> {
  const spans = [...Map.groupBy(asking, ({ doctorId }) => doctorId)].map(([d, ofDoctor]) => ({
    d,
    s: ofDoctor.reduce((first, { startMs }) => Math.min(first, startMs), Number.POSITIVE_INFINITY),
    e: ofDoctor.reduce((last, { endMs }) => Math.max(last, endMs), Number.NEGATIVE_INFINITY),
  }));
  if (spans.length === 0) return [];
  const { rows } = await tx.session.query(FIND_CONFIRMED, [
    tx.book.organisationId,
    JSON.stringify(spans),
  ]);
  return rows as readonly (ConfirmedTime & { readonly isDerived: boolean })[];
}

const FIND_CONFIRMED = `
  select found.* from jsonb_to_recordset($2::jsonb) as p(d uuid, s int8, e int8)
  cross join lateral (
    select id, branch_id as "branchId", doctor_id as "doctorId", series_id as "seriesId",
      start_ms as "startMs", end_ms as "endMs", dot_replica is null as "isDerived"
    from session
    where doctor_id = p.d and during && tstzrange(to_timestamp(p.s / 1000.0),
        to_timestamp(p.e / 1000.0), '[)')
      and confirmed and not deleted and organisation_id = $1
    offset 0
  ) as found`;
