import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Conflict, Offer } from '../../model/conflict.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadTags } from '../queries/load-tags.ts';
import type { Stored } from '../store/stored.ts';
import type { IntentDone } from '../store/tables.ts';
import { checkRules } from './check-rules.ts';
import { staysWithEither } from './choose-sharer.ts';
import { followVisit, settleFollowed } from './follow-visit.ts';
import { grantTime } from './grant-time.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/**
 * A person acts on a conflict. Rebooking withdraws the old claim in the same transaction, so its
 * time cannot come back behind the person's back.
 */
export const resolveConflict: IntentHandler<'resolve-conflict'> = async (context, input) => {
  const { tx, actor } = context;
  const conflict = await loadRecord(tx, tx.book.organisationId, 'conflict', input.conflictId);
  if (!conflict) return err({ kind: 'unknown-record', record: 'conflict', id: input.conflictId });
  const { resolution } = input;
  const access = decideAccess(actor, 'resolve-conflict', conflict);
  if (!access.ok) return access;
  if (resolution.kind === 'rebook' && !isOffered(conflict, resolution.time)) {
    const elsewhere = decideAccess(actor, 'resolve-conflict', resolution.time);
    if (!elsewhere.ok) return elsewhere;
  }
  if (conflict.state !== 'open') return err({ kind: 'already-resolved', state: conflict.state });
  if (resolution.kind === 'rebook') return rebook(context, conflict, resolution);
  tx.put('conflict', { ...conflict, state: 'dismissed' }, conflict);
  return ok({ recordId: conflict.id, undoable: true });
};

type Rebooking = Extract<IntentInput<'resolve-conflict'>['resolution'], { kind: 'rebook' }>;

async function rebook(
  context: IntentContext,
  conflict: Stored<Conflict>,
  { appointmentId, time }: Rebooking,
): Promise<Result<IntentDone, Refusal>> {
  const { tx } = context;
  const lost = await loadRecord(tx, tx.book.organisationId, 'appointment', conflict.recordId);
  if (!lost) return err({ kind: 'unknown-record', record: 'appointment', id: conflict.recordId });
  if (lost.supersededBy !== null || lost.status !== 'booked') {
    return err({ kind: 'already-resolved', state: lost.status });
  }
  if (lost.assistsId !== null) return err({ kind: 'assists-another' });
  const { serviceId } = lost;
  const wish = { ...time, serviceId, appointmentId: lost.id, holdId: null, overbook: false };
  const overQuotaReason = 'It lost its time, and was given another.';
  const grant = await grantTime(context, { ...wish, overQuotaReason });
  if (!grant.ok) return grant;
  const kept = await checkMarks(context, lost, time);
  if (!kept.ok) return kept;
  const rebooked: Appointment = {
    ...lost,
    ...time,
    ...grant.value.time,
    id: appointmentId,
    overbookReason: null,
    toldByPhone: false,
    unseated: false,
    withEither: await staysWithEither(tx, tx.book.organisationId, lost, time),
    madeBy: tx.book.replica,
    madeHlc: tx.book.hlc,
  };
  const withdrawn: Appointment = { ...lost, supersededBy: appointmentId };
  tx.put('appointment', rebooked, null);
  tx.put('appointment', withdrawn, lost);
  tx.put('conflict', { ...conflict, state: 'rebooked' }, conflict);
  const followed = await followVisit(context, lost, rebooked, { of: 'marks' });
  if (!followed.ok) return followed;
  await settleFollowed(tx, [withdrawn, rebooked], followed.value);
  return ok({ recordId: appointmentId, undoable: true });
}

/** Rules do not hold up who lost a time, but what the new one is kept for does. */
async function checkMarks(
  context: IntentContext,
  lost: Appointment,
  time: Rebooking['time'],
): Promise<Result<null, Refusal>> {
  const tags = await loadTags(context.tx, context.tx.book.organisationId);
  const { id: appointmentId, serviceId, patientId, moves, emergency } = lost;
  const act = { ...time, act: 'move' as const, appointmentId, serviceId, moves, emergency };
  const house = { rules: [], buffered: [], tags };
  const who = { patientId, newPatient: null };
  return checkRules(context, house, { ...act, formerStartMs: lost.startMs }, who, undefined);
}

/** Whoever looks after the one who lost may take what was offered, also at another branch. */
const isOffered = ({ offers }: Conflict, time: Pick<Offer, 'branchId' | 'doctorId' | 'startMs'>) =>
  offers.some(
    ({ branchId, doctorId, startMs }) =>
      branchId === time.branchId && doctorId === time.doctorId && startMs === time.startMs,
  );
