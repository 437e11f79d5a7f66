import { loadOpenVisits } from '../../../shared/engine/queries/load-open-visits.ts';
import { loadQueueOutlook } from '../../../shared/engine/queries/load-queue-outlook.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost } from './desk-host.ts';

type VisitsAsk = Extract<Ask, { kind: 'open-visits' | 'queue-outlook' }>;

/** What becomes of a day's visits; people see that of their branches, and doctors of their own alone. */
export async function answerVisits(
  { engine, clock }: Pick<DeskHost, 'engine' | 'clock'>,
  organisationId: string,
  { kind, branchId }: VisitsAsk,
  actor: Actor,
): Promise<AnswerOf<VisitsAsk>> {
  const nowMs = clock.nowMs();
  if (kind === 'queue-outlook') {
    // It names nobody.
    return engine.store.read((db) => loadQueueOutlook(db, organisationId, { branchId, nowMs }));
  }
  const isDoctor = actor.role === 'doctor';
  const isNear = actor.branchIds.length === 0 || actor.branchIds.includes(branchId);
  if (!isDoctor && !isNear) return { count: 0, first: [] };
  const doctorId = isDoctor ? actor.doctorId : null;
  return engine.store.read((db) =>
    loadOpenVisits(db, organisationId, { branchId, doctorId, nowMs }),
  );
}
