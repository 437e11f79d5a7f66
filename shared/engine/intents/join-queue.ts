import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { Appointment } from '../../model/appointment.ts';
import { NEW_PATIENT } from '../../model/choices.ts';
import { type QueueEntry, TICKETS_MAX } from '../../model/queue-entry.ts';
import type { Refusal } from '../../model/refusal.ts';
import { dayAt } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { loadOwnLetters } from '../queries/load-own-letters.ts';
import { loadPerson } from '../queries/load-persons.ts';
import { loadRecord } from '../queries/load-record.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { refuseTurn } from './refuse-turn.ts';

/** Somebody who came without an appointment, or whose arrival another computer noted, gets a ticket. */
export const joinQueue: IntentHandler<'join-queue'> = async (context, input) => {
  const { tx, actor } = context;
  const access = decideAccess(actor, 'join-queue', input);
  if (!access.ok) return access;
  if (tx.book.kind !== 'branch') {
    return err({ kind: 'not-permitted', intent: 'join-queue', role: actor.role });
  }
  const known = await refuseUnknown(tx, input);
  if (!known.ok) return known;
  const { appointmentId } = input;
  const visit = appointmentId
    ? await loadRecord(tx, orgOf(tx), 'appointment', appointmentId)
    : null;
  if (appointmentId && !visit) {
    return err({ kind: 'unknown-record', record: 'appointment', id: appointmentId });
  }
  const { doctorId } = input;
  const fits =
    doctorId === null || visit
      ? ok(null)
      : await refuseTurn(context, input, doctorId, input.accepts);
  if (!fits.ok) return fits;
  if (input.newPatient) tx.put('patient', { ...input.newPatient, ...NEW_PATIENT }, null);
  const person = input.newPatient ? null : await loadPerson(tx, orgOf(tx), input.patientId);
  return putTicket(context, visit, { ...input, patientId: person?.id ?? input.patientId });
};

/** Whoever is booked for today at this branch and has arrived waits in its queue. */
export async function queueArrival(context: IntentContext, visit: Appointment): Promise<void> {
  const { tx } = context;
  // A laptop goes home with its doctor: the branch gives the tickets.
  if (tx.book.kind !== 'branch') return;
  const branch = await loadRecord(tx, orgOf(tx), 'branch', visit.branchId);
  const zone = branch ? openTimeZone(branch.timeZone) : null;
  if (!zone?.ok) return;
  const now = centralTimeMs(tx.book, tx.nowMs);
  if (dayAt(zone.value, visit.startMs) !== dayAt(zone.value, now)) return;
  const { branchId, doctorId, serviceId, patientId } = visit;
  const line = { branchId, doctorId, serviceId, patientId, priority: priorityOf(visit) };
  await putTicket(context, visit, { ...line, entryId: visit.id });
}

const priorityOf = ({ emergency }: Appointment): QueueEntry['priority'] =>
  emergency ? 'emergency' : 'normal';

/** The queue's entry of a visit: the same whoever notes the arrival, and however often. */
const visitEntryId = (appointmentId: string): string => derivedId(appointmentId, 'queue');

const orgOf = (tx: WriteTx): string => tx.book.organisationId;

type Line = Pick<QueueEntry, 'branchId' | 'doctorId' | 'serviceId' | 'patientId' | 'priority'> & {
  readonly entryId: string;
};

async function putTicket(
  { tx, actor }: IntentContext,
  visit: Appointment | null,
  line: Line,
): ReturnType<IntentHandler<'join-queue'>> {
  const { entryId, branchId, doctorId, serviceId, patientId, priority } = line;
  const id = visit ? visitEntryId(visit.id) : entryId;
  const before = await loadRecord(tx, orgOf(tx), 'queueEntry', id);
  if (before && !before.deleted) return ok({ recordId: id, undoable: false });
  const branch = await loadRecord(tx, orgOf(tx), 'branch', branchId);
  const zone = branch ? openTimeZone(branch.timeZone) : null;
  if (!zone?.ok) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  const joinedMs = centralTimeMs(tx.book, tx.nowMs);
  const day = dayAt(zone.value, joinedMs);
  const ticket = before ?? (await nextTicket(tx, branchId, day));
  if (ticket.number > TICKETS_MAX) {
    return err({ kind: 'too-many', what: 'tickets a day', max: TICKETS_MAX });
  }
  const entry: QueueEntry = {
    ...{ id, branchId, doctorId, serviceId, patientId, appointmentId: visit?.id ?? null },
    ...{ day, letter: ticket.letter, number: ticket.number, priority, joinedMs },
    // Who is early waits for their time; who is late stands behind those who came before.
    placeMs: Math.max(joinedMs, visit?.startMs ?? 0),
    ...{ state: 'waiting', byName: actor.name, atMs: joinedMs, reason: '', room: '' },
    deleted: false,
  };
  tx.put('queueEntry', entry, before);
  return ok({ recordId: id, undoable: true });
}

/** The next number of this replica's own letters: those of others are counted by them. */
async function nextTicket(tx: WriteTx, branchId: string, day: string) {
  const letter = await loadOwnLetters(tx);
  const last = await tx.kysely
    .selectFrom('queueEntry')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('organisationId', '=', orgOf(tx))
    .where('branchId', '=', branchId)
    .where('day', '=', day)
    .where('letter', '=', letter)
    .executeTakeFirst();
  return { letter, number: (last?.number ?? 0) + 1 };
}

async function refuseUnknown(
  tx: WriteTx,
  input: Parameters<typeof joinQueue>[1],
): Promise<Result<null, Refusal>> {
  const isNew = input.newPatient?.id === input.patientId;
  for (const [record, id] of [
    ['doctor', input.doctorId],
    ['service', input.serviceId],
    ['patient', isNew ? null : input.patientId],
  ] as const) {
    if (id === null) continue;
    if (!(await loadRecord(tx, orgOf(tx), record, id))) {
      return err({ kind: 'unknown-record', record, id });
    }
  }
  return ok(null);
}
