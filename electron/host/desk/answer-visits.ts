import { loadMessages } from '../../../shared/engine/queries/load-messages.ts';
import { loadOpenVisits } from '../../../shared/engine/queries/load-open-visits.ts';
import { loadQueueOutlook } from '../../../shared/engine/queries/load-queue-outlook.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost } from './desk-host.ts';

type VisitsAsk = Extract<Ask, { kind: 'open-visits' | 'queue-outlook' | 'messages' }>;

/**
 * What becomes of a day's visits, and what patients are told of them; people see that of their
 * branches, and doctors of their own alone.
 */
export async function answerVisits(
  { engine, clock }: Pick<DeskHost, 'engine' | 'clock'>,
  organisationId: string,
  ask: VisitsAsk,
  actor: Actor,
): Promise<AnswerOf<VisitsAsk>> {
  const { kind, branchId } = ask;
  const nowMs = clock.nowMs();
  if (kind === 'queue-outlook') {
    // It names nobody.
    return engine.store.read((db) => loadQueueOutlook(db, organisationId, { branchId, nowMs }));
  }
  const isDoctor = actor.role === 'doctor';
  const isNear = actor.branchIds.length === 0 || actor.branchIds.includes(branchId);
  const doctorId = isDoctor ? actor.doctorId : null;
  if (!isDoctor && !isNear) return kind === 'messages' ? [] : { count: 0, first: [] };
  const of = { branchId, doctorId, nowMs };
  return kind === 'messages'
    ? engine.store.read((db) => loadMessages(db, organisationId, { ...of, filter: ask.filter }))
    : engine.store.read((db) => loadOpenVisits(db, organisationId, of));
}
