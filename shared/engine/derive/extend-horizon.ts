import { sql } from 'kysely';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Series } from '../../model/session.ts';
import type { ReadDb, WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { deriveSchedule } from './derive-schedule.ts';

const DAY_MS = 86_400_000;
/** The horizon moves on by weeks: rarely enough to be quiet, early enough not to be missed. */
const SLACK_DAYS = 7;

/** Series whose sessions do not reach to the horizon any more, because time has passed. */
export async function loadShortSeries(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
): Promise<readonly string[]> {
  const reach = nowMs + (HORIZON_DAYS - SLACK_DAYS) * DAY_MS;
  const { rows } = await sql<Pick<Stored<Series>, 'id'>>`
    select x.id from series x where x.organisation_id = ${organisationId} and not x.deleted
      and coalesce((select max(s.start_ms) from session s
        where s.organisation_id = x.organisation_id and s.series_id = x.id), 0) < ${reach}
      and x.rule !~ '(COUNT|UNTIL)='`.execute(db.kysely);
  return rows.map((row) => row.id);
}

/** Derives what the passing of time has brought within the horizon. */
export const extendHorizon = (tx: WriteTx, seriesIds: readonly string[]): Promise<void> =>
  deriveSchedule(tx, { seriesIds, sessionIds: [] });
