import { sql } from 'kysely';
import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { HANDOVER_SESSIONS_MAX, type Handover } from '../../model/handover.ts';
import type { IntentInput, IntentKind } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { isUnderWay } from './is-under-way.ts';

type RightInput = IntentInput<'hand-over-right'>;

/** Asks whoever holds the booking right of some sessions to hand it over. */
export const askForRight: IntentHandler<'ask-for-right'> = async (context, input) => {
  const { tx } = context;
  const wanted = await checkWish(context, 'ask-for-right', input);
  if (!wanted.ok) return wanted;
  const homes = new Set(wanted.value.map((session) => session.homeReplica));
  homes.delete(input.toReplica ?? tx.book.replica);
  const [fromReplica] = homes;
  if (fromReplica === undefined) return err({ kind: 'already-home' });
  return put(context, input, { fromReplica, state: 'asked' });
};

/**
 * Gives a booking right away, with or without a network: from now on what is booked here in these
 * sessions is tentative. Central passes it on when it has what was booked before.
 */
export const handOverRight: IntentHandler<'hand-over-right'> = async (context, input) => {
  const { tx } = context;
  const wanted = await checkWish(context, 'hand-over-right', input);
  if (!wanted.ok) return wanted;
  const { replica } = tx.book;
  if (input.toReplica === replica) return err({ kind: 'already-home' });
  const own = wanted.value.find((session) => session.homeReplica === replica);
  if (!own) return err({ kind: 'not-home', homeReplica: wanted.value[0]?.homeReplica ?? '' });
  return put(context, input, { fromReplica: replica, state: givenAt(tx) });
};

/** The holder agrees or not; who asked may think better of it. */
export const answerHandover: IntentHandler<'answer-handover'> = async (
  context,
  { handoverId, answer },
) => {
  const { tx, actor } = context;
  const asked = await loadRecord(tx, tx.book.organisationId, 'handover', handoverId);
  if (!asked) return err({ kind: 'unknown-record', record: 'request', id: handoverId });
  const access = decideRight(context, 'answer-handover', asked);
  if (!access.ok) return access;
  if (asked.state !== 'asked') return err({ kind: 'already-resolved', state: asked.state });
  if (answer === 'withdraw') {
    tx.put('handover', { ...asked, state: 'withdrawn' }, asked);
    return ok({ recordId: asked.id, undoable: false });
  }
  if (asked.fromReplica !== tx.book.replica) {
    return err({ kind: 'not-home', homeReplica: asked.fromReplica });
  }
  const state = answer === 'give' ? givenAt(tx) : 'declined';
  tx.put('handover', { ...asked, state, byName: actor.name, atMs: tx.nowMs }, asked);
  return ok({ recordId: asked.id, undoable: false });
};

/** Central has what it booked itself. */
const givenAt = ({ book }: WriteTx): 'given' | 'taken' => (book.isCentral ? 'taken' : 'given');

function put(
  { tx, actor }: IntentContext,
  { handoverId, ...wish }: RightInput,
  as: Pick<Handover, 'fromReplica' | 'state'>,
): ReturnType<IntentHandler<'ask-for-right'>> {
  tx.put('handover', { ...wish, ...as, id: handoverId, byName: actor.name, atMs: tx.nowMs }, null);
  return Promise.resolve(ok({ recordId: handoverId, undoable: false }));
}

/** A whole branch passes on when its computer is replaced, which is for administrators. */
function decideRight(
  { actor }: IntentContext,
  intent: IntentKind,
  { branchId, doctorId }: Pick<Handover, 'branchId' | 'doctorId'>,
): Result<null, Refusal> {
  if (doctorId === null && actor.role !== 'admin') {
    return err({ kind: 'not-permitted', intent, role: actor.role });
  }
  return decideAccess(actor, intent, { branchId, doctorId });
}

/** The sessions it is about, if they may pass to whom they should. */
async function checkWish(
  context: IntentContext,
  intent: IntentKind,
  input: RightInput,
): Promise<Result<readonly Session[], Refusal>> {
  const { tx } = context;
  const access = decideRight(context, intent, input);
  if (!access.ok) return access;
  if (!tx.book.isCentral && tx.book.centralUrl === null) return err({ kind: 'no-central' });
  if (input.endMs <= input.startMs) return err({ kind: 'empty-range' });
  const holder = await checkHolder(tx, input);
  if (!holder.ok) return holder;
  const sessions = await loadSessions(tx, input);
  if (sessions.length === 0) return err({ kind: 'no-session-there' });
  if (input.doctorId !== null && sessions.length > HANDOVER_SESSIONS_MAX) {
    return err({ kind: 'too-many', what: 'sessions at once', max: HANDOVER_SESSIONS_MAX });
  }
  return (await isUnderWay(tx, input)) ? err({ kind: 'under-way' }) : ok(sessions);
}

const loadSessions = (tx: WriteTx, input: RightInput): Promise<readonly Session[]> =>
  tx.kysely
    .selectFrom('session')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('branchId', '=', input.branchId)
    .where('doctorId', input.doctorId === null ? 'is not' : '=', input.doctorId)
    .where('startMs', '>=', input.startMs)
    .where('startMs', '<', input.endMs)
    .where('deleted', '=', false)
    .orderBy('startMs')
    .limit(HANDOVER_SESSIONS_MAX + 1)
    .execute();

/** Only who sees all of a doctor's book can keep its promises. */
async function checkHolder(tx: WriteTx, input: RightInput): Promise<Result<null, Refusal>> {
  const { toReplica: replica, doctorId, branchId } = input;
  if (replica === null) return ok(null);
  const { rows } = await sql`
    select 1 from peer p
    where p.organisation_id = ${tx.book.organisationId} and p.replica = ${replica}
      and not p.retired and case
        when ${doctorId}::uuid is null then p.branch_id = ${branchId}
        when p.kind = 'doctor' then p.doctor_id = ${doctorId}::uuid
        else p.branch_id = ${branchId} or exists (select 1 from doctor_branch b
          where b.organisation_id = p.organisation_id and b.doctor_id = ${doctorId}::uuid
            and b.branch_id = p.branch_id and not b.deleted) end`.execute(tx.kysely);
  return rows.length > 0 ? ok(null) : err({ kind: 'cannot-hold', replica });
}
