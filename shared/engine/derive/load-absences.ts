import { sql } from 'kysely';
import type { Absence } from '../../merge/settle-claims.ts';
import {
  addDays,
  type DayKey,
  dayEndMs,
  dayStartMs,
  dayToWall,
  wallToDay,
} from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb } from '../store/handles.ts';

/** When a doctor is away, and which branches are closed, in a span of time. */
export async function loadAbsences(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  span: Interval,
): Promise<readonly Absence[]> {
  const [timesOff, closures] = await Promise.all([
    db.kysely
      .selectFrom('timeOff')
      .select(['id', 'doctorId', 'startMs', 'endMs'])
      .where('organisationId', '=', organisationId)
      .where('doctorId', '=', doctorId)
      .where('deleted', '=', false)
      .where('startMs', '<', span.endMs)
      .where('endMs', '>', span.startMs)
      .execute(),
    loadClosures(db, organisationId, span),
  ]);
  return [...timesOff.map((off) => ({ ...off, branchId: null })), ...closures];
}

/** Those of the given times off and closures that there are, taken back or not. */
export async function loadAbsencesById(
  db: ReadDb,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly Absence[]> {
  const [timesOff, closures] = await Promise.all([
    loadRecords(db, organisationId, 'timeOff', ids),
    ids.length === 0
      ? []
      : closuresOf(db, organisationId)
          .where('closure.id', '=', sql<string>`any (${[...ids]}::uuid[])`)
          .execute(),
  ]);
  const away = timesOff.map(({ id, doctorId, startMs, endMs }) => ({
    id,
    doctorId,
    startMs,
    endMs,
  }));
  return [...away.map((off) => ({ ...off, branchId: null })), ...closures.flatMap(toAbsence)];
}

/** The closures of days that are near a span of time. */
async function loadClosures(
  db: ReadDb,
  organisationId: string,
  { startMs, endMs }: Interval,
): Promise<readonly Absence[]> {
  const rows = await closuresOf(db, organisationId)
    .where('closure.deleted', '=', false)
    .where('closure.day', '>=', addDays(dayNear(startMs), -1))
    .where('closure.day', '<=', addDays(dayNear(endMs), 1))
    .execute();
  return rows.flatMap(toAbsence);
}

/** Years have four digits. */
const [FIRST_WALL, LAST_WALL] = [dayToWall('0000-01-02'), dayToWall('9999-12-30')];
const dayNear = (ms: number): DayKey => wallToDay(Math.max(FIRST_WALL, Math.min(ms, LAST_WALL)));

const closuresOf = (db: ReadDb, organisationId: string) =>
  db.kysely
    .selectFrom('closure')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.organisationId', '=', 'closure.organisationId')
        .onRef('branch.id', '=', 'closure.branchId'),
    )
    .select(['closure.id', 'closure.branchId', 'closure.day', 'branch.timeZone'])
    .where('closure.organisationId', '=', organisationId);

/** By the clocks of its branch. */
function toAbsence(closure: {
  readonly id: string;
  readonly branchId: string;
  readonly day: string;
  readonly timeZone: string;
}): readonly Absence[] {
  const { id, branchId, day } = closure;
  const zone = openTimeZone(closure.timeZone);
  if (!zone.ok) return [];
  const time = { startMs: dayStartMs(zone.value, day), endMs: dayEndMs(zone.value, day) };
  return [{ id, doctorId: null, branchId, ...time }];
}
