import { sql } from 'kysely';
import { minutesIn } from '../../domain/working-time/find-agreement-breaches.ts';
import type { WorkTime } from '../../domain/working-time/work-time.ts';
import { addDays, dayAt, dayEndMs, dayStartMs, weekStart } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { WeekHours } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearBranch, type NearBranches } from '../store/near-branches.ts';
import { loadBook } from './load-book.ts';

/** How much each doctor works this week, at any branch that is known here and seen. */
export async function loadWeekHours(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
  near: NearBranches = null,
): Promise<WeekHours> {
  const branchId = (await loadBook(db, organisationId))?.branchId ?? null;
  const branch = await db.kysely
    .selectFrom('branch')
    .select('timeZone')
    .where('organisationId', '=', organisationId)
    .orderBy((eb) => eb('id', '=', branchId), 'desc')
    .orderBy('id')
    .executeTakeFirst();
  const zone = knownTimeZone(branch?.timeZone ?? 'UTC');
  const firstDay = weekStart(dayAt(zone, nowMs));
  const span = { startMs: dayStartMs(zone, firstDay), endMs: dayEndMs(zone, addDays(firstDay, 6)) };
  const { rows } = await sql<WorkTime>`
    select id, branch_id, doctor_id, start_ms, end_ms, breaks from session
    where organisation_id = ${organisationId} and not deleted
      and ${isNearBranch('branch_id', near)}
      and start_ms < ${span.endMs} and end_ms > ${span.startMs}`.execute(db.kysely);
  const byDoctor = Map.groupBy(rows, ({ doctorId }) => doctorId);
  return {
    firstDay,
    doctors: [...byDoctor].map(([doctorId, work]) => ({
      doctorId,
      minutes: minutesIn(work, span),
    })),
  };
}
