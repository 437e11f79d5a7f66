import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideWork, summariseBreaches } from '../../domain/working-time/decide-work.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { settleOwnAbsences } from '../derive/settle-own-absences.ts';
import { findSurgeryClashes } from '../queries/find-room-clashes.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import { loadZoneOf } from '../queries/load-zone-of.ts';
import { refuseRoom } from '../queries/refuse-room.ts';
import { takesWholeDay } from '../queries/takes-whole-day.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { lookAfterAffected } from './look-after-affected.ts';
import { passToSharers } from './pass-to-sharers.ts';

/**
 * A doctor is away. Whoever is booked in the time either loses it, and is offered others, or is
 * cancelled, as the person who enters it chose; without a choice nothing is done.
 */
export const addTimeOff: IntentHandler<'add-time-off'> = async (context, input) => {
  const { tx, actor } = context;
  const { doctorId, times } = input;
  const access = decideAccess(actor, 'add-time-off', { doctorId });
  if (!access.ok) return access;
  const isUnexplained = actor.role === 'doctor' && input.reason.trim() === '';
  if (
    isUnexplained &&
    (await takesWholeDay(tx, tx.book.organisationId, doctorId, { times, nowMs: tx.nowMs }))
  ) {
    return err({ kind: 'reason-missing' });
  }
  if (times.some(({ startMs, endMs }) => endMs <= startMs)) return err({ kind: 'empty-range' });
  const ids = times.map(({ id }) => id);
  const former = await loadRecords(tx, tx.book.organisationId, 'timeOff', ids);
  if (former.length > 0) return err({ kind: 'changed-since', what: 'timeOff' });
  const doctor = await loadRecord(tx, tx.book.organisationId, 'doctor', doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: doctorId });
  const roomId = input.kind === 'surgery' ? (input.roomId ?? null) : null;
  const free = await refuseTakenRoom(tx, { ...input, roomId });
  if (!free.ok) return free;
  const why = input.reason === '' ? 'The doctor is away' : input.reason;
  const whose = { doctorId, branchId: null };
  await passToSharers(context, doctorId, times);
  const ready = await lookAfterAffected(tx, { whose, times }, input.affected, why);
  if (!ready.ok) return ready;
  for (const { id, startMs, endMs } of times) {
    const { kind, reason } = input;
    const timeOff = { id, doctorId, startMs, endMs, kind, reason, roomId, ...tellingOf(input) };
    tx.put('timeOff', { ...timeOff, deleted: false }, null);
  }
  await settleOwnAbsences(tx, ids);
  const [first] = times;
  return ok({ recordId: first?.id ?? null, undoable: true });
};

/** Of an absence, for patients whom this replica does not know; nobody asked is nobody told. */
export const tellingOf = ({
  notify,
  sentence,
}: Pick<IntentInput<'add-time-off'>, 'notify' | 'sentence'>) => ({
  ...{ tells: notify ?? false, sentence: sentence ?? null },
});

/** A surgery where another doctor is in the room is refused, or explained, as the room says. */
async function refuseTakenRoom(
  tx: WriteTx,
  surgery: Pick<IntentInput<'add-time-off'>, 'doctorId' | 'times' | 'accepts'> & {
    readonly roomId: string | null;
  },
): Promise<Result<null, Refusal>> {
  const { doctorId, times, roomId, accepts } = surgery;
  const { organisationId } = tx.book;
  if (roomId === null) return ok(null);
  const room = await loadRecord(tx, organisationId, 'room', roomId);
  const branchId = room?.branchId ?? '';
  const fits = await refuseRoom(tx, organisationId, { branchId, roomId });
  if (!fits.ok) return fits;
  const asked = times.map((time) => ({ ...time, doctorId, branchId, roomId }));
  const zoneOf = await loadZoneOf(tx, organisationId);
  const breaches = await findSurgeryClashes(tx, organisationId, asked, zoneOf);
  return decideWork(summariseBreaches(breaches, []), accepts);
}

/** A doctor is there after all: whoever lost the time to the absence gets it back. */
export const removeTimeOff: IntentHandler<'remove-time-off'> = async ({ tx, actor }, input) => {
  const timeOff = await loadRecord(tx, tx.book.organisationId, 'timeOff', input.timeOffId);
  if (!timeOff) return err({ kind: 'unknown-record', record: 'time off', id: input.timeOffId });
  const access = decideAccess(actor, 'remove-time-off', { doctorId: timeOff.doctorId });
  if (!access.ok) return access;
  tx.put('timeOff', { ...timeOff, deleted: true }, timeOff);
  await settleOwnAbsences(tx, [timeOff.id]);
  return ok({ recordId: timeOff.id, undoable: true });
};
