import { err, ok, type Result } from '../../core/result.ts';
import { addStep } from '../../domain/appointments/visit-steps.ts';
import { type Appointment, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { loadAssistants } from '../queries/load-assistants.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { Stored } from '../store/stored.ts';
import { askAssistant, checkAssistant } from './ask-assistant.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * Has those who assist in a visit go where it goes: to its time, branch and status. They have the
 * time of its doctor, or it is refused. Returns what was put for them, whose claims are not derived yet.
 */
export async function followVisit(
  context: IntentContext,
  before: Appointment,
  after: Appointment,
  accepts?: RuleAcceptance,
): Promise<Result<readonly Appointment[], Refusal>> {
  const { tx } = context;
  const those = await loadAssistants(tx, tx.book.organisationId, [before.id]);
  const followed: Appointment[] = [];
  for (const one of those) {
    // Who stands without a time since it was moved elsewhere is for a person to look after.
    if (one.unseated && isThen(before, after) && !RELEASED_STATUSES.includes(after.status))
      continue;
    const time = await followTime(context, one, after, accepts);
    if (!time.ok) return time;
    const next = { ...time.value, assistsId: after.id, ...statusOf(context, one, after) };
    tx.put('appointment', next, one);
    followed.push(next);
  }
  return ok(followed);
}

/** What became of the visit became of their part in it. */
function statusOf({ tx, actor }: IntentContext, one: Appointment, visit: Appointment) {
  const { status, cancelReason, cancelledBy } = visit;
  if (status === one.status) return {};
  const step = { status, byName: actor.name, atMs: centralTimeMs(tx.book, tx.nowMs) };
  return { status, cancelReason, cancelledBy, steps: addStep(one.steps, step) };
}

const isThen = (one: Appointment, other: Appointment): boolean =>
  one.branchId === other.branchId && one.startMs === other.startMs && one.endMs === other.endMs;

async function followTime(
  context: IntentContext,
  one: Stored<Appointment>,
  visit: Appointment,
  accepts: RuleAcceptance | undefined,
): Promise<Result<Appointment, Refusal>> {
  const { tx } = context;
  const { branchId, startMs, endMs } = visit;
  const { doctorId } = one;
  if (doctorId === visit.doctorId)
    return err({ kind: 'cannot-assist', doctorId, why: 'own-visit' });
  const isGone = RELEASED_STATUSES.includes(visit.status);
  if (isThen(one, visit) || isGone) return ok(one);
  const wish = { ...one, branchId, startMs, endMs };
  const withoutSession = one.sessionId === null && !one.unseated;
  const given = await askAssistant(tx, wish, {
    withoutSession,
    overQuotaReason: one.overQuotaReason,
  });
  if (!given.ok) return err({ kind: 'assistant-busy', doctorId, because: given.error });
  const house = await loadHouseRules(tx, tx.book.organisationId);
  const act = { act: 'move' as const, formerStartMs: one.startMs };
  const ruled = await checkAssistant(context, house, { ...given.value, ...act }, accepts);
  return ruled.ok ? ok({ ...given.value, moves: one.moves + 1 }) : ruled;
}
