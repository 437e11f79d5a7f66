import { sql } from 'kysely';
import { generateOccurrences } from '../../domain/schedule/generate-occurrences.ts';
import type { Series } from '../../model/session.ts';
import { addDays, type DayKey } from '../../time/day.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import type { ChosenSession } from './load-chosen-sessions.ts';
import { loadRecords } from './load-record.ts';

/** Where the end of a rule is looked for. */
const TEN_YEARS = 3660;

/** A series of which all is chosen that is still to come, or all from a session on. */
export interface WholeSeries {
  readonly series: Stored<Series>;
  readonly first: ChosenSession;
  readonly isAll: boolean;
}

/**
 * The series that a choice of sessions is about as a whole: of what follows from the rule, each
 * session from the first chosen one on is chosen, and none is left beyond the last day of the
 * choice. Sessions that were changed by themselves do not count.
 */
export async function loadWholeSeries(
  db: ReadDb,
  organisationId: string,
  chosen: readonly ChosenSession[],
  { lastDay, nowMs }: { readonly lastDay: DayKey | null; readonly nowMs: number },
): Promise<readonly WholeSeries[]> {
  const derived = chosen.filter(({ session }) => session.dotReplica === null);
  const bySeries = Map.groupBy(derived, ({ session }) => session.seriesId ?? '');
  bySeries.delete('');
  if (bySeries.size === 0) return [];
  const firsts = [...bySeries].map(([id, ofIt]) => ({ id, f: ofIt[0]?.session.startMs }));
  const { rows } = await sql<{ id: string; onward: number; ahead: number }>`
    select p.id, count(*)::int4 as ahead,
      (count(*) filter (where s.start_ms >= p.f))::int4 as onward
    from jsonb_to_recordset(${JSON.stringify(firsts)}::jsonb) as p(id uuid, f int8)
    join session s on s.organisation_id = ${organisationId} and s.series_id = p.id
      and not s.deleted and s.dot_replica is null and s.start_ms > ${nowMs}
    group by p.id`.execute(db.kysely);
  const counts = new Map(rows.map((row) => [row.id, row]));
  const series = await loadRecords(db, organisationId, 'series', [...bySeries.keys()]);
  const inOrder = series.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return inOrder.flatMap((one) => {
    const ofIt = bySeries.get(one.id);
    const [first] = ofIt ?? [];
    const { onward = 0, ahead = 0 } = counts.get(one.id) ?? {};
    if (!ofIt || !first || one.deleted || onward !== ofIt.length) return [];
    if (!endsBy(one, lastDay)) return [];
    return { series: one, first, isAll: ahead === ofIt.length };
  });
}

function endsBy({ rule, firstDay }: Series, lastDay: DayKey | null): boolean {
  if (lastDay === null) return true;
  if (!/(COUNT|UNTIL)=/i.test(rule)) return false;
  const after = { firstDay: addDays(lastDay, 1), lastDay: addDays(lastDay, TEN_YEARS) };
  const left = generateOccurrences(rule, firstDay, after);
  return left.ok && left.value.length === 0;
}
