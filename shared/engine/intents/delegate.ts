import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideDelegation } from '../../domain/schedule/decide-delegation.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Refusal } from '../../model/refusal.ts';
import { overlaps } from '../../time/interval.ts';
import { loadDelegationsNear } from '../queries/load-delegations-near.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadTimeFacts } from '../queries/load-time-facts.ts';
import { planDelegation } from '../queries/plan-delegation.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import { carryOutDelegation, checkDoctor } from './carry-out-delegation.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/** Offers a doctor's time, and who is booked in it, to another doctor, who has to accept it. */
export const askDelegation: IntentHandler<'ask-delegation'> = async ({ tx, actor }, input) => {
  const { delegationId, tell, ...wish } = input;
  const access = decideAccess(actor, 'ask-delegation', wish);
  if (!access.ok) return access;
  const delegation: Delegation = {
    ...wish,
    ...{ id: delegationId, notify: tell, state: 'asked', byName: actor.name, atMs: tx.nowMs },
    ...{ answeredBy: null, answeredMs: null, answerNote: '', failure: null },
    answerSeen: false,
    ...{ pieces: [], madeIds: [], visitIds: [], deleted: false },
  };
  const may = await checkWish(tx, delegation);
  if (!may.ok) return may;
  tx.put('delegation', delegation, null);
  return ok({ recordId: delegationId, undoable: true });
};

/** What can be said already when somebody asks; all of it is looked at again when it is accepted. */
async function checkWish(tx: WriteTx, wish: Delegation): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  const branch = await loadRecord(tx, organisationId, 'branch', wish.branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: wish.branchId });
  const near = await loadDelegationsNear(tx, organisationId, wish.branchId, wish);
  const decided = decideDelegation(wish, near, nowMs);
  if (!decided.ok) return decided;
  const works = await checkDoctor(tx, wish);
  if (!works.ok) return works;
  const at = { db: tx, organisationId, nowMs, homeReplica: tx.book.replica };
  const plan = await planDelegation(at, wish);
  if (!plan.ok) return plan;
  const facts = await loadTimeFacts(tx, organisationId, { ...wish, doctorId: wish.toDoctorId });
  const away = facts?.timeOff.find((off) => plan.value.pieces.some((one) => overlaps(off, one)));
  if (!away) return ok(null);
  const { startMs, endMs, reason } = away;
  return err({ kind: 'doctor-away', startMs, endMs, reason });
}

/**
 * The other doctor accepts or not; whoever offered may think better of it until it is carried out.
 * At the branch's own computer an acceptance is carried out at once, or refused; elsewhere when that
 * computer hears of it.
 */
export const answerDelegation: IntentHandler<'answer-delegation'> = async (context, input) => {
  const { tx } = context;
  const found = await loadAnswerable(context, input.delegationId, input.answer);
  if (!found.ok) return found;
  const asked = found.value;
  const done = ok({ recordId: asked.id, undoable: true });
  const isYes = input.answer === 'accept';
  const answered: Delegation = {
    ...asked,
    ...{ state: STATE_OF[input.answer], answerNote: input.note, answeredBy: context.actor.name },
    answeredMs: centralTimeMs(tx.book, tx.nowMs),
    answerSeen: false,
    notify: isYes ? (input.notify ?? asked.notify) : asked.notify,
  };
  if (isYes && (await isCarriedOutHere(tx, asked))) {
    const accepts = { work: input.accepts, rules: input.acceptsRules, role: context.actor.role };
    const carried = await carryOutDelegation(tx, asked, answered, accepts);
    return carried.ok ? done : carried;
  }
  tx.put('delegation', answered, asked);
  return done;
};

const STATE_OF = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const;

/** Whoever offered it has seen what came of it, and is not told any more, at no desk. */
export const seeAnswer: IntentHandler<'see-answer'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'delegation', input.delegationId);
  if (!before || before.deleted) {
    return err({ kind: 'unknown-record', record: 'request', id: input.delegationId });
  }
  const access = decideAccess(actor, 'see-answer', before);
  if (!access.ok) return access;
  if (!before.answerSeen) tx.put('delegation', { ...before, answerSeen: true }, before);
  return ok({ recordId: before.id, undoable: false });
};

async function loadAnswerable(
  { tx, actor }: IntentContext,
  id: string,
  answer: keyof typeof STATE_OF,
) {
  const asked = await loadRecord(tx, tx.book.organisationId, 'delegation', id);
  if (!asked || asked.deleted)
    return err<Refusal>({ kind: 'unknown-record', record: 'request', id });
  const { branchId, doctorId, toDoctorId, state, startMs } = asked;
  const isGiver = answer === 'withdraw';
  const whose = isGiver ? doctorId : toDoctorId;
  const access = decideAccess(actor, 'answer-delegation', { branchId, doctorId: whose });
  if (!access.ok) return access;
  // Nobody says yes for a doctor who does not answer for that day.
  if (!isGiver && actor.role === 'front-desk') {
    return err<Refusal>({ kind: 'not-permitted', intent: 'answer-delegation', role: actor.role });
  }
  const isOpen = state === 'asked' || (isGiver && state === 'accepted');
  if (!isOpen) return err<Refusal>({ kind: 'already-resolved', state });
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  return startMs <= nowMs ? err<Refusal>({ kind: 'in-the-past', startMs, nowMs }) : ok(asked);
}

/** Sessions of a branch are changed by its own computer; a book that is alone is everybody's. */
export async function isCarriedOutHere(
  tx: WriteTx,
  { branchId }: Pick<Delegation, 'branchId'>,
): Promise<boolean> {
  const branch = await loadRecord(tx, tx.book.organisationId, 'branch', branchId);
  const { replica, isCentral, centralUrl } = tx.book;
  return branch?.homeReplica ? branch.homeReplica === replica : isCentral || centralUrl === null;
}
