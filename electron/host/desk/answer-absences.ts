import { countAffected } from '../../../shared/engine/queries/load-affected.ts';
import { loadTimesOff } from '../../../shared/engine/queries/load-times-off.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import { AFFECTED_MAX } from '../../../shared/model/time-off.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import { answerHolidays } from './public-holidays.ts';

type AbsenceAsk = Extract<
  Ask,
  { kind: 'times-off' | 'holiday-places' | 'public-holidays' | 'affected' }
>;

/** When nobody is there, and whom that would hit. */
export async function answerAbsences(
  db: ReadDb,
  organisationId: string,
  ask: AbsenceAsk,
  { nowMs, near }: { readonly nowMs: number; readonly near: NearBranches },
): Promise<AnswerOf<AbsenceAsk>> {
  switch (ask.kind) {
    case 'times-off':
      return loadTimesOff(db, organisationId, nowMs, near);
    case 'holiday-places':
    case 'public-holidays':
      return answerHolidays(ask);
    case 'affected':
      return countAffected(db, organisationId, ask, { limit: AFFECTED_MAX, nowMs });
  }
}
