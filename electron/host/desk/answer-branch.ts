import { isNearActor } from '../../../shared/domain/access/is-near-actor.ts';
import { loadDaySheet } from '../../../shared/engine/queries/load-day-sheet.ts';
import { loadDelegations } from '../../../shared/engine/queries/load-delegations.ts';
import { loadMessages } from '../../../shared/engine/queries/load-messages.ts';
import { loadOpenVisits } from '../../../shared/engine/queries/load-open-visits.ts';
import { loadQueueOutlook } from '../../../shared/engine/queries/load-queue-outlook.ts';
import type { Actor } from '../../../shared/model/user.ts';
import { isDay } from '../../../shared/time/day.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost } from './desk-host.ts';

export type BranchAsk = Extract<
  Ask,
  { kind: 'open-visits' | 'queue-outlook' | 'messages' | 'delegations' | 'day-sheet' }
>;

/**
 * What is asked about one branch: its visits, its queue, what its patients are told, and who works for
 * whom. People see that of their branches, and doctors of their own visits alone.
 */
export async function answerBranch(
  { engine, clock }: Pick<DeskHost, 'engine' | 'clock'>,
  organisationId: string,
  ask: BranchAsk,
  actor: Actor,
): Promise<AnswerOf<BranchAsk>> {
  const { branchId } = ask;
  const nowMs = clock.nowMs();
  if (ask.kind === 'queue-outlook') {
    // It names nobody.
    return engine.store.read((db) => loadQueueOutlook(db, organisationId, { branchId, nowMs }));
  }
  const isNear = isNearActor(actor, branchId);
  const own = actor.role === 'doctor' ? actor.doctorId : null;
  const of = { branchId, doctorId: own, nowMs };
  switch (ask.kind) {
    case 'open-visits':
      if (!isNear) return { count: 0, first: [] };
      return engine.store.read((db) => loadOpenVisits(db, organisationId, of));
    case 'messages':
      if (!isNear) return NO_MESSAGES;
      return engine.store.read((db) =>
        loadMessages(db, organisationId, { ...of, filter: ask.filter }),
      );
    case 'delegations':
      if (!isNear) return [];
      return engine.store.read((db) =>
        loadDelegations(db, organisationId, {
          ...{ ...of, filter: ask.filter, text: ask.text.trim() },
        }),
      );
    case 'day-sheet': {
      if (!isNear || !isDay(ask.day)) return null;
      const wish = { ...of, doctorId: own ?? ask.doctorId, day: ask.day };
      return engine.store.read((db) => loadDaySheet(db, organisationId, wish));
    }
  }
}

const NO_MESSAGES = { lines: [], counts: { waiting: 0, sent: 0, toCall: 0 } };
