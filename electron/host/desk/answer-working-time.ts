import { previewManySessions } from '../../../shared/engine/queries/preview-many-sessions.ts';
import { previewSessionChange } from '../../../shared/engine/queries/preview-session-change.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import { AFFECTED_MAX } from '../../../shared/model/time-off.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

type WorkingTimeAsk = Extract<Ask, { kind: 'session-change' | 'many-sessions-change' }>;

/** What a change of working time would come to. */
export const answerWorkingTime = (
  db: ReadDb,
  organisationId: string,
  ask: WorkingTimeAsk,
  nowMs: number,
): Promise<AnswerOf<WorkingTimeAsk>> =>
  ask.kind === 'session-change'
    ? previewSessionChange(db, organisationId, ask.change, { nowMs, limit: AFFECTED_MAX })
    : previewManySessions(db, organisationId, ask.change, nowMs);
