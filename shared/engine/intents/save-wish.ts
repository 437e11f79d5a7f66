import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { NEW_PATIENT } from '../../model/choices.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadPerson } from '../queries/load-persons.ts';
import { loadRecord } from '../queries/load-record.ts';
import { WISHES_MAX } from '../queries/load-wishes.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { letGo } from './note-offer.ts';

type WishInput = IntentInput<'save-wish'>;

/** Somebody waits for a time, or for a sooner one than they have; or says anew what would suit. */
export const saveWish: IntentHandler<'save-wish'> = async ({ tx, actor }, input) => {
  const { newPatient, ...said } = input;
  const access = decideAccess(actor, 'save-wish', { branchId: input.branchId });
  if (!access.ok) return access;
  // A laptop goes home with its doctor: the branch looks after who waits.
  if (tx.book.kind !== 'branch') {
    return err({ kind: 'not-permitted', intent: 'save-wish', role: actor.role });
  }
  const known = await refuseUnknown(tx, input);
  if (!known.ok) return known;
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'wish', input.id);
  if (before && before.state !== 'waiting') {
    return err({ kind: 'wish-over', standing: before.state });
  }
  if (!before && (await countWaiting(tx, input.branchId)) >= WISHES_MAX) {
    return err({ kind: 'too-many', what: 'people on the waitlist', max: WISHES_MAX });
  }
  if (newPatient) tx.put('patient', { ...newPatient, ...NEW_PATIENT }, null);
  const begun = {
    ...{ addedMs: centralTimeMs(tx.book, tx.nowMs), addedBy: actor.name },
    ...{ state: 'waiting' as const, offer: null, declined: [], deleted: false },
  };
  const person = newPatient ? null : await loadPerson(tx, organisationId, input.patientId);
  const patientId = person?.id ?? input.patientId;
  tx.put('wish', { ...begun, ...before, ...said, patientId }, before);
  return ok({ recordId: input.id, undoable: true });
};

/** Nobody waits for it any more. */
export const withdrawWish: IntentHandler<'withdraw-wish'> = async ({ tx, actor }, input) => {
  const wish = await loadRecord(tx, tx.book.organisationId, 'wish', input.wishId);
  if (!wish || wish.deleted)
    return err({ kind: 'unknown-record', record: 'wish', id: input.wishId });
  const access = decideAccess(actor, 'withdraw-wish', { branchId: wish.branchId });
  if (!access.ok) return access;
  if (wish.state !== 'waiting') return err({ kind: 'wish-over', standing: wish.state });
  if (wish.offer) await letGo(tx, wish.offer.id);
  tx.put('wish', { ...wish, state: 'withdrawn' }, wish);
  return ok({ recordId: wish.id, undoable: true });
};

async function countWaiting(tx: WriteTx, branchId: string): Promise<number> {
  const { count } = await tx.kysely
    .selectFrom('wish')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organisationId', '=', tx.book.organisationId)
    .where('branchId', '=', branchId)
    .where('state', '=', 'waiting')
    .where('deleted', '=', false)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function refuseUnknown(tx: WriteTx, input: WishInput): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const isNew = input.newPatient?.id === input.patientId;
  const named = [
    ['service', input.serviceId],
    ['patient', isNew ? null : input.patientId],
    ['appointment', input.appointmentId],
    ...input.doctorIds.map((id) => ['doctor', id] as const),
    ...input.branchIds.map((id) => ['branch', id] as const),
  ] as const;
  for (const [record, id] of named) {
    if (id === null) continue;
    if (!(await loadRecord(tx, organisationId, record, id))) {
      return err({ kind: 'unknown-record', record, id });
    }
  }
  return ok(null);
}
