import { findConflicts } from '../../../shared/engine/queries/find-conflicts.ts';
import { loadWeekHours } from '../../../shared/engine/queries/load-week-hours.ts';
import { previewManySessions } from '../../../shared/engine/queries/preview-many-sessions.ts';
import { previewSessionChange } from '../../../shared/engine/queries/preview-session-change.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import { AFFECTED_MAX } from '../../../shared/model/time-off.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

type WorkingTimeAsk = Extract<
  Ask,
  { kind: 'session-change' | 'many-sessions-change' | 'week-hours' | 'found-conflicts' }
>;

/** How much doctors work, and what a change of that would come to. */
export async function answerWorkingTime(
  db: ReadDb,
  organisationId: string,
  ask: WorkingTimeAsk,
  { nowMs, near }: { readonly nowMs: number; readonly near: NearBranches },
): Promise<AnswerOf<WorkingTimeAsk>> {
  switch (ask.kind) {
    case 'session-change':
      return previewSessionChange(db, organisationId, ask.change, { nowMs, limit: AFFECTED_MAX });
    case 'many-sessions-change':
      return previewManySessions(db, organisationId, ask.change, nowMs);
    case 'week-hours':
      return loadWeekHours(db, organisationId, nowMs, near);
    case 'found-conflicts':
      return findConflicts(db, organisationId, nowMs, near);
  }
}
