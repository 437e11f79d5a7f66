import { loadOpenVisits } from '../../../shared/engine/queries/load-open-visits.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost } from './desk-host.ts';

type VisitsAsk = Extract<Ask, { kind: 'open-visits' }>;

/** Visits that nobody closed; of their branches, and of doctors their own alone. */
export async function answerVisits(
  { engine, clock }: Pick<DeskHost, 'engine' | 'clock'>,
  organisationId: string,
  { branchId }: VisitsAsk,
  actor: Actor,
): Promise<AnswerOf<VisitsAsk>> {
  const isDoctor = actor.role === 'doctor';
  const isNear = actor.branchIds.length === 0 || actor.branchIds.includes(branchId);
  if (!isDoctor && !isNear) return { count: 0, first: [] };
  const doctorId = isDoctor ? actor.doctorId : null;
  const wish = { branchId, doctorId, nowMs: clock.nowMs() };
  return engine.store.read((db) => loadOpenVisits(db, organisationId, wish));
}
