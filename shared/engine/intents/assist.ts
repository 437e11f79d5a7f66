import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideAssistant } from '../../domain/appointments/decide-assistant.ts';
import { decideStatus } from '../../domain/appointments/decide-status.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadAssistants } from '../queries/load-assistants.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadVerdict } from '../queries/load-verdict.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { askAssistant, checkAssistant } from './ask-assistant.ts';
import { checkDoctor } from './carry-out-delegation.ts';
import type { IntentHandler } from './intent-context.ts';

/** Why somebody's part in a visit ended, for whoever looks at it later. */
const REPLACED = 'Another doctor assists';

/** Gives another doctor's time to a visit, perhaps in the place of somebody who assisted until now. */
export const addAssistant: IntentHandler<'add-assistant'> = async (context, input) => {
  const { tx, actor } = context;
  const { organisationId } = tx.book;
  const visit = await loadRecord(tx, organisationId, 'appointment', input.appointmentId);
  if (!visit) {
    return err({ kind: 'unknown-record', record: 'appointment', id: input.appointmentId });
  }
  const access = decideAccess(actor, 'add-assistant', visit);
  if (!access.ok) return access;
  if ((await loadVerdict(tx, visit.id)) === 'displaced') return err({ kind: 'is-displaced' });
  const those = await loadAssistants(tx, organisationId, [visit.id]);
  const leaving = those.find(({ id }) => id === input.insteadOf) ?? null;
  if (input.insteadOf !== null && leaving === null) {
    return err({ kind: 'unknown-record', record: 'appointment', id: input.insteadOf });
  }
  const others = those.filter((one) => one !== leaving).map(({ doctorId }) => doctorId);
  const may = decideAssistant(visit, input.doctorId, others);
  if (!may.ok) return may;
  const works = await checkDoctor(tx, { toDoctorId: input.doctorId, branchId: visit.branchId });
  if (!works.ok) return works;
  const given = await askAssistant(tx, partIn(visit, input), {
    withoutSession: input.reason !== null,
    overQuotaReason: input.overQuotaReason ?? null,
  });
  if (!given.ok) return given;
  const house = await loadHouseRules(tx, organisationId);
  const act = { ...given.value, act: 'book' as const, formerStartMs: null };
  const ruled = await checkAssistant(context, house, act, input.accepts);
  if (!ruled.ok) return ruled;
  tx.put('appointment', given.value, null);
  const left = leaving === null ? [] : [letGo(tx, leaving, REPLACED)];
  await deriveClaims(tx, [given.value, ...left]);
  await closeConflicts(
    tx,
    left.map(({ id }) => id),
  );
  return ok({ recordId: visit.id, undoable: true });
};

/** Somebody assists no more, and has the time for others. */
export const removeAssistant: IntentHandler<'remove-assistant'> = async (context, input) => {
  const { tx, actor } = context;
  const id = input.assistanceId;
  const one = await loadRecord(tx, tx.book.organisationId, 'appointment', id);
  if (!one) return err({ kind: 'unknown-record', record: 'appointment', id });
  const access = decideAccess(actor, 'remove-assistant', one);
  if (!access.ok) return access;
  const found = decideLeaving(one);
  if (!found.ok) return found;
  await deriveClaims(tx, [letGo(tx, one, input.reason)]);
  await closeConflicts(tx, [id]);
  return ok({ recordId: found.value, undoable: true });
};

/** The visit that somebody leaves, who assists in one still. */
function decideLeaving(one: Appointment): Result<string, Refusal> {
  const { assistsId, doctorId, status } = one;
  if (assistsId === null) {
    return err({ kind: 'unknown-record', record: 'appointment', id: one.id });
  }
  if (decideStatus(status, leftAs(status)).ok) return ok(assistsId);
  return err({ kind: 'cannot-assist', doctorId, why: 'visit-over' });
}

/** While the visit takes place, who is taken off was not in it after all. */
const leftAs = (status: Appointment['status']): Appointment['status'] =>
  status === 'in-consult' ? 'entered-in-error' : 'cancelled';

function letGo(tx: WriteTx, one: Stored<Appointment>, cancelReason: string): Appointment {
  const status = leftAs(one.status);
  const after: Appointment = { ...one, status, cancelReason, cancelledBy: 'practice' };
  tx.put('appointment', after, one);
  return after;
}

/** A doctor's part in a visit, before it is known whether the time is to be had. */
const partIn = (
  visit: Appointment,
  { assistanceId, doctorId }: IntentInput<'add-assistant'>,
): Appointment => ({
  ...visit,
  ...{ id: assistanceId, assistsId: visit.id, doctorId, note: '', overbookReason: null },
  ...{ toldByPhone: false, importId: null, moves: 0 },
});
