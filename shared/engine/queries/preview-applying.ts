import { ok, type Result } from '../../core/result.ts';
import { isHit } from '../../domain/schedule/seat-anew.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import type { Applying } from '../../model/template.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import { dayAt } from '../../time/day.ts';
import { overlaps } from '../../time/interval.ts';
import type { ApplyingPreview, PreviewedDay } from '../../wire/desk/applying.ts';
import type { ReadDb } from '../store/handles.ts';
import { describeAffected } from './describe-affected.ts';
import { countFollowing } from './find-followers.ts';
import { countPassing } from './find-passing.ts';
import { findWorkBreaches } from './find-work-breaches.ts';
import { loadBook } from './load-book.ts';
import { type DaysOff, loadDaysOff } from './load-days-off.ts';
import { countStuck, loadReseated, passingOf } from './load-reseated.ts';
import { type AppliedDay, planApplying, workOfDays } from './plan-applying.ts';

/** What applying a pattern would come to, day by day, for a person who thinks of doing it. */
export async function previewApplying(
  db: ReadDb,
  organisationId: string,
  applying: Applying,
  nowMs: number,
): Promise<Result<ApplyingPreview, Refusal>> {
  const book = await loadBook(db, organisationId);
  const replica = book?.replica ?? '';
  // Nothing is written under these ids.
  const at = { nowMs, parentId: applying.doctorId, replica };
  const planned = await planApplying(db, organisationId, applying, at);
  if (!planned.ok) return planned;
  const { zone, days, pairs, span } = planned.value;
  const off = await loadDaysOff(db, organisationId, applying, { ...applying, ...span });
  const reseated = await loadReseated(db, organisationId, pairs, { limit: AFFECTED_MAX, nowMs });
  const affected = reseated.filter(({ seat }) => isHit(seat));
  const appointments = affected.map(({ appointment }) => appointment);
  const perDay = Map.groupBy(appointments, ({ startMs }) => dayAt(zone, startMs));
  const told = days.map((day) => ({
    ...tellDay(day, off),
    isHeldElsewhere: isHeldElsewhere(day, replica),
    affected: perDay.get(day.day)?.length ?? 0,
  }));
  const count = (of: 'added' | 'changed' | 'removed'): number =>
    days.reduce((sum, day) => sum + day[of].length, 0);
  return ok({
    days: told.filter(isWorthTelling),
    ...{ added: count('added'), changed: count('changed'), removed: count('removed') },
    affected: await describeAffected(db, organisationId, appointments),
    following: await countFollowing(db, organisationId, affected, nowMs),
    passing: countPassing(passingOf(reseated)),
    ...countStuck(affected),
    work: await findWorkBreaches(db, organisationId, workOfDays(days), nowMs),
  });
}

const isHeldElsewhere = ({ changed, removed }: AppliedDay, replica: string): boolean =>
  [...changed.map(({ before }) => before), ...removed].some((one) => one.homeReplica !== replica);

function tellDay(
  applied: AppliedDay,
  off: DaysOff,
): Omit<PreviewedDay, 'affected' | 'isHeldElsewhere'> {
  const { day, kept, changed, removed, added, overlap } = applied;
  const before = [...kept, ...changed.map((one) => one.before), ...removed];
  const after = [...kept, ...changed.map((one) => one.after), ...added];
  return {
    ...{ day, before: timesOf(before), after: timesOf(after) },
    changes: changed.length + removed.length + added.length,
    overlap: overlap && { ...timeOf(overlap), branchId: overlap.branchId },
    closed: off.closures.find((closure) => closure.day === day)?.name ?? null,
    away: off.timesOff.filter((time) => after.some((session) => overlaps(session, time))),
  };
}

const timeOf = ({ startMs, endMs }: Session) => ({ startMs, endMs });

const timesOf = (sessions: readonly Session[]) =>
  sessions.map(timeOf).toSorted((a, b) => a.startMs - b.startMs);

/** Days that stay as they are say nothing, unless something is in the way. */
const isWorthTelling = ({ changes, overlap }: PreviewedDay): boolean =>
  changes > 0 || overlap !== null;
