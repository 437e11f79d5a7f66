import { err, ok, type Result } from '../../core/result.ts';
import { addStep } from '../../domain/appointments/visit-steps.ts';
import { type Appointment, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadAssistants } from '../queries/load-assistants.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { askAssistant, checkAssistant } from './ask-assistant.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * What of the clinic's rules is asked of those who go along: all, past those that were accepted; what
 * their time is kept for, as of a visit that lost its own; or nothing, as of one that begins.
 */
export type Asked =
  | { readonly of: 'rules'; readonly accepts: RuleAcceptance | undefined }
  | { readonly of: 'marks' }
  | { readonly of: 'nothing' };

/**
 * Has those who assist in a visit go where it goes: to its time, branch and status. They have the
 * time of its doctor, or it is refused. Returns what was put for them, whose claims are not derived yet.
 */
export async function followVisit(
  context: IntentContext,
  before: Appointment,
  after: Appointment,
  asked: Asked,
): Promise<Result<readonly Appointment[], Refusal>> {
  const { tx } = context;
  const those = await loadAssistants(tx, tx.book.organisationId, [before.id]);
  const followed: Appointment[] = [];
  for (const one of those) {
    // Who stands without a time since it was moved elsewhere is for a person to look after.
    if (one.unseated && isThen(before, after) && !RELEASED_STATUSES.includes(after.status))
      continue;
    const time = await followTime(context, one, after, asked);
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
  asked: Asked,
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
  const moved: Appointment = { ...given.value, moves: one.moves + 1 };
  if (asked.of === 'nothing') return ok(moved);
  const all = await loadHouseRules(tx, tx.book.organisationId);
  const house = asked.of === 'rules' ? all : { ...all, rules: [], buffered: [] };
  const act = { act: 'move' as const, formerStartMs: one.startMs };
  const accepts = asked.of === 'rules' ? asked.accepts : undefined;
  const ruled = await checkAssistant(context, house, { ...given.value, ...act }, accepts);
  return ruled.ok ? ok(moved) : ruled;
}

/**
 * Settles the claims of visits that were written and of whoever followed them. A conflict about who
 * has a time again, or is not in it any more, is over with that.
 */
export async function settleFollowed(
  tx: WriteTx,
  visits: readonly Appointment[],
  followed: readonly Appointment[],
): Promise<void> {
  await deriveClaims(tx, [...visits, ...followed]);
  await closeConflicts(
    tx,
    followed.map(({ id }) => id),
  );
}
