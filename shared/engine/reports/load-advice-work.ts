import { sql } from 'kysely';
import { dayTimesOf } from '../../domain/schedule/alter-session.ts';
import { turnWeeks } from '../../domain/schedule/rotation.ts';
import type { AdvicePattern, AdviceWork } from '../../model/advice.ts';
import type { ReportBranch } from '../../model/report.ts';
import type { Template } from '../../model/template.ts';
import { addDays, type DayKey, weekdayOf } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadRotations } from '../queries/load-rotations.ts';
import { loadTemplates } from '../queries/load-templates.ts';
import type { ReadDb } from '../store/handles.ts';
import { inSpan, type ReportSource, spanTable } from './report-source.ts';

/** What doctors worked in one week of branches, by the clock of each. */
export async function loadAdviceWork(
  db: ReadDb,
  source: Pick<ReportSource, 'organisationId' | 'spans'>,
  branches: readonly ReportBranch[],
  week: number,
): Promise<readonly AdviceWork[]> {
  const zones = new Map(branches.map(({ id, timeZone }) => [id, knownTimeZone(timeZone)]));
  const { rows } = await sql<{
    readonly branchId: string;
    readonly doctorId: string;
    readonly startMs: number;
    readonly endMs: number;
  }>`with ${spanTable(source.spans)}
    select t.branch_id, t.doctor_id, t.start_ms, t.end_ms
    from span s cross join ${inSpan('session', source.organisationId)} t
    where not t.deleted`.execute(db.kysely);
  return rows.flatMap((row) => {
    const zone = zones.get(row.branchId);
    if (!zone) return [];
    const { day, startMin, endMin } = dayTimesOf(zone, row);
    const { branchId, doctorId } = row;
    return [{ branchId, doctorId, week, weekday: weekdayOf(day), startMin, endMin }];
  });
}

/** Templates, with the weeks in which each is meant: in a rotation those of its turn. */
export async function loadAdvicePatterns(
  db: ReadDb,
  organisationId: string,
  { firstDay, weeks }: { readonly firstDay: DayKey; readonly weeks: number },
): Promise<readonly AdvicePattern[]> {
  const templates = await loadTemplates(db, organisationId);
  const byId = new Map(templates.map((template) => [template.id, template]));
  const range = { firstDay, lastDay: addDays(firstDay, 7 * weeks - 1) };
  const rotations = await loadRotations(db, organisationId);
  const turned = rotations.flatMap(({ doctorId, branchId, ...rotation }): AdvicePattern[] => {
    const turns = turnWeeks(rotation, range).map(({ templateId }, week) => ({ templateId, week }));
    return [...Map.groupBy(turns, ({ templateId }) => templateId)].flatMap(([id, theirs]) => {
      const template = byId.get(id ?? '');
      if (!template) return [];
      const place = { doctorId, branchId: branchId ?? template.branchId };
      return [{ ...toPattern(template), ...place, weeks: theirs.map(({ week }) => week) }];
    });
  });
  const alone = templates.map((template) => ({
    ...toPattern(template),
    ...{ branchId: template.branchId, doctorId: null },
    weeks: Array.from({ length: weeks }, (_, week) => week),
  }));
  return [...turned, ...alone];
}

const toPattern = ({
  id,
  lengthDays,
  pieces,
}: Template): Pick<AdvicePattern, 'templateId' | 'lengthDays' | 'pieces'> => ({
  ...{ templateId: id, lengthDays },
  pieces: pieces.map(({ day, startMin, endMin }) => ({ weekday: day + 1, startMin, endMin })),
});
