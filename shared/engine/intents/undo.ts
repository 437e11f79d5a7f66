import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { DoctorTime } from '../../domain/schedule/group-apart.ts';
import type { Appointment } from '../../model/appointment.ts';
import { MAY_BE_TOLD } from '../../model/notification.ts';
import type { Refusal } from '../../model/refusal.ts';
import { NOBODY_TOLD } from '../../model/time-off.ts';
import type { Wish } from '../../model/wish.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { putInParts } from '../derive/put-in-parts.ts';
import { settleOwnAbsences } from '../derive/settle-own-absences.ts';
import { countBookedIn } from '../queries/count-booked-in.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { Put, WriteTx } from '../store/handles.ts';
import type { RecordKind, RecordShapes } from '../store/kind-info.ts';
import { isRecordKind } from '../store/record-kinds.ts';
import type { Stored } from '../store/stored.ts';
import type { AuditChange } from '../store/tables.ts';
import { holdOfferAgain } from './hold-offer.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { noteNotifications } from './note-notifications.ts';
import { reclaimAll } from './reclaim.ts';

/**
 * Takes an intent back: every record it changed gets its former fields, every record it made is
 * put away. Refused when someone has changed one of them since, or took the time.
 */
export const undo: IntentHandler<'undo'> = async (context, input) => {
  const { tx, actor } = context;
  const entry = await loadEntry(context, input.intentId);
  if (!entry) return err({ kind: 'nothing-to-undo' });
  const own = entry.actorId === actor.userId || actor.role === 'admin' || actor.role === 'manager';
  if (!own) return err({ kind: 'not-permitted', intent: 'undo', role: actor.role });

  const told = await loadTold(tx, entry.changes);
  if (told.size > 0 && input.tellAgain === undefined) {
    return err({ kind: 'already-told', count: told.size });
  }
  const undone = entry.changes.filter((change) => !isMessage(change));
  const current = await loadCurrent(context, undone);
  // A conflict that was opened on the way follows from what is settled, and is not taken back.
  const others = undone.filter(
    ({ kind, before }) => kind !== 'appointment' && (kind !== 'conflict' || before !== null),
  );
  const isDelegated = undone.some(({ kind }) => kind === 'delegation');
  const back = restoreAll(context, others, current, isDelegated);
  if (!back.ok) return back;
  const free = await refuseBooked(context, undone);
  if (!free.ok) return free;
  const booked = restoreAll(
    context,
    undone.filter(({ kind }) => kind === 'appointment'),
    current,
    isDelegated,
  );
  if (!booked.ok) return booked;
  const { time = [], rest = [] } = Object.groupBy(back.value, ({ kind }) =>
    kind === 'session' || kind === 'series' ? 'time' : 'rest',
  );
  await putInParts(tx, time as readonly Put[], booked.value.flatMap(timesOfVisit));
  // Who does not want patients told again wants it nowhere.
  const silent = input.tellAgain === false ? NOBODY_TOLD : {};
  for (const { kind, after, before } of rest) {
    const isAbsence = kind === 'timeOff' || kind === 'closure';
    tx.put(kind, { ...after, ...(isAbsence ? silent : {}) } as never, before as never);
  }
  // An appointment gets its time back once the doctor is there again.
  await settleOwnAbsences(
    tx,
    others.filter(({ kind }) => kind === 'timeOff' || kind === 'closure').map(({ id }) => id),
  );
  const wanted = booked.value.map(({ after }) => after as Appointment);
  const appointments = await reclaimAll(tx, wanted);
  if (!appointments.ok) return appointments;
  for (const [i, { before }] of booked.value.entries()) {
    const after = appointments.value[i];
    if (after) tx.put('appointment', after, before as never);
  }
  const { changes } = await deriveClaims(tx, appointments.value);
  // Who stood without a time has it back with the session.
  const reseated = new Set(
    entry.changes.filter(({ before }) => before?.unseated === false).map(({ id }) => id),
  );
  await openOwnConflicts(
    tx,
    changes.filter(({ claim }) => reseated.has(claim.id)),
  );
  // An offer that was answered is open again, and so is its time held.
  for (const { kind, after } of back.value) {
    if (kind === 'wish') await holdOfferAgain(context, after as Wish);
  }
  await noteNotifications(context, input.tellAgain ? told : 'nobody');
  await markUndone(context, input.intentId);
  return ok({ recordId: entry.changes[0]?.id ?? null, undoable: false });
};

/** It is taken back once. */
const markUndone = ({ tx, intentId: undoneBy }: IntentContext, id: string) =>
  tx.kysely
    .updateTable('appliedIntent')
    .set({ undoneBy })
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', id)
    .execute();

/** What came of telling anybody is not taken back: what waits for a patient still is withdrawn. */
const isMessage = ({ kind, after }: AuditChange): boolean =>
  kind === 'alert' || (kind === 'notification' && after?.state !== 'told');

/** The appointments of which patients know, or may know, by what was done then. */
async function loadTold(
  tx: WriteTx,
  changes: readonly AuditChange[],
): Promise<ReadonlySet<string>> {
  const ids = changes
    .filter(({ kind, before }) => kind === 'notification' && before === null)
    .map(({ id }) => id);
  const notifications = await loadRecords(tx, tx.book.organisationId, 'notification', ids);
  return new Set(
    notifications
      .filter(({ state }) => MAY_BE_TOLD.includes(state))
      .map(({ appointmentId }) => appointmentId),
  );
}

async function loadEntry({ tx }: IntentContext, intentId: string) {
  const applied = await tx.kysely
    .selectFrom('appliedIntent')
    .innerJoin('audit', (join) =>
      join
        .onRef('audit.organisationId', '=', 'appliedIntent.organisationId')
        .onRef('audit.replica', '=', 'appliedIntent.auditReplica')
        .onRef('audit.no', '=', 'appliedIntent.auditNo'),
    )
    .select(['audit.actorId', 'audit.changes', 'appliedIntent.outcome', 'appliedIntent.undoneBy'])
    .where('appliedIntent.organisationId', '=', tx.book.organisationId)
    .where('appliedIntent.id', '=', intentId)
    .executeTakeFirst();
  return applied?.outcome.undoable && applied.undoneBy === null ? applied : null;
}

/** The records of the changes as they stand now, by their ids. */
type Current = ReadonlyMap<string, Stored<RecordShapes[RecordKind]>>;

async function loadCurrent(
  { tx }: IntentContext,
  changes: readonly AuditChange[],
): Promise<Current> {
  const current = new Map<string, Stored<RecordShapes[RecordKind]>>();
  for (const [kind, ofKind] of Map.groupBy(changes, (change) => change.kind)) {
    if (!isRecordKind(kind)) continue;
    const ids = ofKind.map(({ id }) => id);
    const records = await loadRecords(tx, tx.book.organisationId, kind, ids);
    for (const record of records) current.set(keyOf(kind, record.id), record);
  }
  return current;
}

const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

/** A record as it was, and as it stands. */
interface Restored {
  readonly kind: RecordKind;
  readonly after: RecordShapes[RecordKind];
  readonly before: Stored<RecordShapes[RecordKind]>;
}

/** Where a visit stands, and where it goes back to. */
const timesOfVisit = ({ before, after }: Restored): readonly DoctorTime[] =>
  [before, after].map((visit) => {
    const { doctorId, startMs, endMs } = visit as Appointment;
    return { doctorId, startMs, endMs };
  });

/** All of the records as they were, or why one of them cannot be so. */
function restoreAll(
  context: IntentContext,
  changes: readonly AuditChange[],
  current: Current,
  isDelegated: boolean,
): Result<readonly Restored[], Refusal> {
  const restored: Restored[] = [];
  for (const change of changes) {
    const one = restore(context, change, current, isDelegated);
    if (!one.ok) return one;
    if (one.value) restored.push(one.value);
  }
  return ok(restored);
}

/** Null for what is no record, or may stay as it is. */
function restore(
  { tx, actor }: IntentContext,
  change: AuditChange,
  all: Current,
  isDelegated: boolean,
): Result<Restored | null, Refusal> {
  const { kind } = change;
  if (!isRecordKind(kind)) return ok(null);
  const current = all.get(keyOf(kind, change.id));
  if (!current) return err({ kind: 'changed-since', what: kind });
  // Where it stands now, and where it would go back to.
  const formerly = change.before && { ...current, ...formerFields(change) };
  for (const place of formerly ? [current, formerly] : [current]) {
    // Who took another's time gives it back, though it is another's then.
    const whose = isDelegated ? { ...place, doctorId: null } : place;
    const access = decideAccess(actor, 'undo', whose as object);
    if (!access.ok) return access;
  }
  if (!stillAsLeft(current, change)) return err({ kind: 'changed-since', what: kind });
  // Taking a session back would open its time to others while whoever is at home still sells it.
  if ('homeReplica' in current && kind !== 'branch' && current.homeReplica !== tx.book.replica) {
    return err({ kind: 'not-home', homeReplica: current.homeReplica ?? '' });
  }
  const after = formerly ?? putAway(kind, current);
  if (after === null) return ok(null);
  return ok({ kind, after: after as RecordShapes[RecordKind], before: current });
}

/** What the change changed, as it was: whatever else was said of the record since stays. */
const formerFields = ({ before, after }: AuditChange): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.keys(after ?? {}).map((field) => [field, before?.[field]]));

/** A session or series that was made does not go from under those who came to be booked in it. */
async function refuseBooked(
  { tx }: IntentContext,
  changes: readonly AuditChange[],
): Promise<Result<null, Refusal>> {
  const idsOf = (those: (change: AuditChange) => boolean): readonly string[] =>
    changes.filter(those).map(({ id }) => id);
  const made = idsOf(
    ({ kind, before }) => before === null && (kind === 'session' || kind === 'series'),
  );
  // Appointments go back to where they were with it.
  const exceptIds = idsOf(({ kind }) => kind === 'appointment');
  const at = { nowMs: tx.nowMs, exceptIds };
  const count = await countBookedIn(tx, tx.book.organisationId, made, at);
  return count === 0 ? ok(null) : err({ kind: 'has-appointments', count });
}

/** What says which replica asked for the time last: new also when it was given back by an undo. */
const STAMPS = ['madeBy', 'madeHlc'];

const stillAsLeft = (current: object, change: AuditChange): boolean =>
  Object.entries(change.after ?? {}).every(
    ([field, value]) =>
      STAMPS.includes(field) ||
      JSON.stringify((current as Record<string, unknown>)[field]) === JSON.stringify(value),
  );

/** How a record that should not have been made is put away; null when it may stay. */
function putAway(kind: RecordKind, current: Stored<RecordShapes[RecordKind]>): object | null {
  if (kind === 'appointment') return { ...current, status: 'entered-in-error' };
  return 'deleted' in current ? { ...current, deleted: true } : null;
}
