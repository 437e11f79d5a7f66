import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideQueueAct } from '../../domain/queue/decide-queue-act.ts';
import { queueState, visitIdOf } from '../../domain/queue/queue-state.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { QueueAct, QueueEntry, QueueState } from '../../model/queue-entry.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { loadRecord } from '../queries/load-record.ts';
import { centralTimeMs } from '../store/central-time.ts';
import { dotOf, dotText, type Stored } from '../store/stored.ts';
import { cancelVisit, setStatus } from './change-appointment.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { refuseTurn } from './refuse-turn.ts';
import { startVisit } from './start-visit.ts';

/** Something is done with somebody in the queue, if they are still as the person saw them. */
export const actOnQueue: IntentHandler<'act-on-queue'> = async (context, input) => {
  const { tx, actor } = context;
  const { organisationId } = tx.book;
  const entry = await loadRecord(tx, organisationId, 'queueEntry', input.entryId);
  if (!entry || entry.deleted) {
    return err({ kind: 'unknown-record', record: 'queue-entry', id: input.entryId });
  }
  const { act } = input;
  const target = { branchId: entry.branchId, doctorId: doctorOf(act) ?? entry.doctorId };
  const access = decideAccess(actor, 'act-on-queue', target);
  if (!access.ok) return access;
  const visit = entry.appointmentId
    ? await loadRecord(tx, organisationId, 'appointment', entry.appointmentId)
    : null;
  const state = queueState(entry.state, visit?.status ?? null);
  const current = decideCurrent(entry, state, input.seen);
  if (!current.ok) return current;
  const next = decideQueueAct(state, act.kind);
  if (!next.ok) return next;
  const changed = await change(context, { entry, visit }, act);
  if (!changed.ok) return changed;
  const reason = 'reason' in act ? act.reason : '';
  const isStep = next.value !== state || act.kind === 'call';
  const step = { byName: actor.name, atMs: laterOf(entry, centralTimeMs(tx.book, tx.nowMs)) };
  const after = { ...entry, ...changed.value, state: next.value, reason, ...(isStep ? step : {}) };
  tx.put('queueEntry', after, entry);
  return ok({ recordId: entry.id, undoable: true });
};

/** No clock that was set back takes a step to before the one it follows. */
const laterOf = ({ atMs }: QueueEntry, nowMs: number): number => Math.max(atMs, nowMs);

/** Whom a call or a start is for: of the doctors, each their own. */
const doctorOf = (act: QueueAct): string | null =>
  act.kind === 'call' || act.kind === 'start' ? act.doctorId : null;

function decideCurrent(
  entry: Stored<QueueEntry>,
  state: QueueState,
  seen: string,
): Result<null, Refusal> {
  const dot = dotOf(entry);
  if (dot !== null && dotText(dot) === seen) return ok(null);
  const { byName, atMs } = entry;
  return err({ kind: 'queue-moved-on', state, byName, atMs });
}

interface Turn {
  readonly entry: Stored<QueueEntry>;
  readonly visit: Stored<Appointment> | null;
}

/** What the act changes besides the state, and what it does to the visit. */
async function change(
  context: IntentContext,
  { entry, visit }: Turn,
  act: QueueAct,
): Promise<Result<Partial<QueueEntry>, Refusal>> {
  switch (act.kind) {
    case 'call': {
      const fits = await refuseOther(context, { entry, visit }, act.doctorId, act.accepts);
      return fits.ok ? ok({ doctorId: act.doctorId, room: act.room }) : fits;
    }
    case 'set-priority':
      return ok({ priority: act.priority });
    case 'place':
      return placeBefore(context, entry, act.beforeId);
    case 'hand': {
      const fits = await refuseOther(context, { entry, visit }, act.doctorId, act.accepts);
      return fits.ok ? ok({ doctorId: act.doctorId }) : fits;
    }
    case 'leave':
      return leave(context, visit, act.reason);
    case 'start': {
      const appointmentId = visit?.id ?? visitIdOf(entry.id);
      const started = await startVisit(context, { entry, visit, appointmentId }, act);
      return started.ok ? ok({ doctorId: act.doctorId, appointmentId }) : started;
    }
    case 'finish':
      return finish(context, visit);
    default:
      return ok({});
  }
}

/** Who waits for a doctor, or is booked with one, was asked about then. */
async function refuseOther(
  context: IntentContext,
  { entry, visit }: Turn,
  doctorId: string | null,
  accepts: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  if (doctorId === null || doctorId === entry.doctorId || doctorId === visit?.doctorId)
    return ok(null);
  return refuseTurn(context, entry, doctorId, accepts);
}

async function finish(context: IntentContext, visit: Appointment | null) {
  if (!visit) return err<Refusal>({ kind: 'unknown-record', record: 'appointment', id: '' });
  const { id: appointmentId } = visit;
  const done = await setStatus(context, { appointmentId, status: 'completed' });
  return done.ok ? ok({}) : done;
}

async function leave(context: IntentContext, visit: Appointment | null, reason: string) {
  if (!visit) return ok({});
  const done = await cancelVisit(context, { appointmentId: visit.id, reason });
  return done.ok ? ok({}) : done;
}

/** An instant just before another's place; behind all others of the day's queue if there is none. */
async function placeBefore(
  { tx }: IntentContext,
  entry: QueueEntry,
  beforeId: string | null,
): Promise<Result<Pick<QueueEntry, 'placeMs'>, Refusal>> {
  const { organisationId } = tx.book;
  if (beforeId !== null) {
    const other = await loadRecord(tx, organisationId, 'queueEntry', beforeId);
    if (other?.branchId !== entry.branchId || other.day !== entry.day) {
      return err({ kind: 'unknown-record', record: 'queue-entry', id: beforeId });
    }
    return ok({ placeMs: other.placeMs - 1 });
  }
  const last = await tx.kysely
    .selectFrom('queueEntry')
    .select((eb) => eb.fn.max('placeMs').as('placeMs'))
    .where('organisationId', '=', organisationId)
    .where('branchId', '=', entry.branchId)
    .where('day', '=', entry.day)
    .executeTakeFirst();
  return ok({ placeMs: (last?.placeMs ?? entry.placeMs) + 1 });
}
