import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { RELEASED_STATUSES, VISIT_MAX_MS } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Interval } from '../../time/interval.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { isUnderWay } from './is-under-way.ts';

/** Takes a session out of the schedule, unless someone is booked in it. */
export const deleteSession: IntentHandler<'delete-session'> = async ({ tx, actor }, input) => {
  const { organisationId, replica } = tx.book;
  const session = await loadRecord(tx, organisationId, 'session', input.sessionId);
  if (!session) return err({ kind: 'unknown-record', record: 'session', id: input.sessionId });
  const access = decideAccess(actor, 'delete-session', session);
  if (!access.ok) return access;
  if (session.homeReplica !== replica) {
    return err({ kind: 'not-home', homeReplica: session.homeReplica });
  }
  if (await isUnderWay(tx, session)) return err({ kind: 'under-way' });
  const empty = await refuseBooked(tx, session.doctorId, session);
  if (!empty.ok) return empty;
  tx.put('session', { ...session, deleted: true }, session);
  return ok({ recordId: session.id, undoable: true });
};

/** Blocks a slot, tags it, or writes a note on it. */
export const editSlot: IntentHandler<'edit-slot'> = async ({ tx, actor }, input) => {
  const slot = await loadRecord(tx, tx.book.organisationId, 'slot', input.id);
  if (!slot) return err({ kind: 'unknown-record', record: 'slot', id: input.id });
  const access = decideAccess(actor, 'edit-slot', slot);
  if (!access.ok) return access;
  tx.put('slot', { ...slot, ...input }, slot);
  return ok({ recordId: slot.id, undoable: true });
};

async function refuseBooked(
  tx: WriteTx,
  doctorId: string,
  during: Interval,
): Promise<Result<null, Refusal>> {
  const booked = await tx.kysely
    .selectFrom('appointment')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('organisationId', '=', tx.book.organisationId)
    .where('doctorId', '=', doctorId)
    .where('startMs', '<', during.endMs)
    .where('startMs', '>', during.startMs - VISIT_MAX_MS)
    .where('endMs', '>', during.startMs)
    .where('status', 'not in', [...RELEASED_STATUSES])
    .where('supersededBy', 'is', null)
    .executeTakeFirst();
  const count = Number(booked?.count ?? 0);
  return count === 0 ? ok(null) : err({ kind: 'has-appointments', count });
}
