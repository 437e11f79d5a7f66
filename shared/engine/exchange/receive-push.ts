import { sql } from 'kysely';
import { err, ok, type Result } from '../../core/result.ts';
import { CLAIMING_FIELDS, type Claimant } from '../../domain/appointments/claim-of.ts';
import { hlcAt, hlcMs } from '../../merge/hlc.ts';
import type { Frame } from '../../wire/exchange/frame.ts';
import type { ExchangeRefusal, Outcome, PushHeader } from '../../wire/exchange/frame-header.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveAttendance } from '../derive/derive-attendance.ts';
import { deriveClaims, type FeedStretch } from '../derive/derive-claims.ts';
import { deriveSchedule } from '../derive/derive-schedule.ts';
import { endorseClaims } from '../derive/endorse-claims.ts';
import { issueQuotas } from '../derive/issue-quotas.ts';
import { openConflicts } from '../derive/open-conflicts.ts';
import { settleAbsences } from '../derive/settle-absences.ts';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { isPeerStale, putPeer } from '../store/put-peer.ts';
import { isRecordKind } from '../store/record-kinds.ts';
import { clampStamps } from './clamp-stamps.ts';
import { followScope, nextBehind } from './follow-scope.ts';
import { kindsKnownTo, partsOfKinds } from './known-kinds.ts';
import { type LostEdit, mergeStage } from './merge-stage.ts';
import { loadFormerPlaces, noteDepartures } from './note-departures.ts';
import { loadFormerPersons, notePartedPersons } from './note-parted-persons.ts';
import { openEditConflicts } from './open-edit-conflicts.ts';
import { keepOutcomes, loadOutcomes } from './push-outcomes.ts';
import {
  type FormerSession,
  hasLeft,
  loadFormerSessions,
  rejectUnentitled,
} from './reject-unentitled.ts';
import { rejectUnhealed } from './reject-unhealed.ts';
import { type Scope, scopeCondition, scopeNames } from './scope.ts';
import { settleHandovers } from './settle-handovers.ts';
import { stageName, stageRows } from './stage.ts';
import { areColumnsOf } from './wire-columns.ts';

/** Who may have more of a doctor's day after these were written. */
const CHANGE_QUOTAS: readonly RecordKind[] = ['dailyLimit', 'quota', 'branch'];

export interface Received {
  readonly outcomes: readonly Outcome[];
  /** Places in the feed where the sender's own claims stand as the sender has them. */
  readonly asDerived: FeedStretch | null;
}

/**
 * Takes a replica's frame into central's book: rows, claims, verdicts and conflicts, all in the
 * transaction of this exchange. A frame that was taken before changes nothing, and is answered as it
 * was.
 */
export async function receivePush(
  tx: WriteTx,
  device: DeviceTable,
  scope: Scope,
  { header, bodies }: Frame<PushHeader>,
  how: { readonly isCarried: boolean },
): Promise<Result<Received, ExchangeRefusal>> {
  const fresh = decideFreshness(device, header);
  if (!fresh.ok) return fresh;
  const outcomes: Outcome[] = [];
  let asDerived: FeedStretch | null = null;
  if (fresh.value) {
    const seqBefore = tx.book.seq;
    const written = new Map<RecordKind, readonly string[]>();
    const lost: LostEdit[] = [];
    const isIncarnation = device.incarnationOf !== null;
    const healing = await isHealing(tx);
    let formerSessions: readonly FormerSession[] = [];
    for (const [i, section] of header.sections.entries()) {
      const { kind } = section;
      const isKnown = isRecordKind(kind) && areColumnsOf(kind, section.columns, 'push');
      if (!isKnown || written.has(kind)) {
        return err({ kind: 'malformed', detail: `Section ${kind} is not one this version knows.` });
      }
      await stageRows(tx, kind, section.columns, bodies[i] ?? new Uint8Array());
      if (kind === 'session') formerSessions = await loadFormerSessions(tx);
      const sender = { scope, maxCounter: header.maxCounter, formerSessions };
      const clamped = await clampStamps(tx, kind);
      const rejected = device.healing
        ? await rejectUnhealed(tx, kind)
        : await rejectUnentitled(tx, kind, sender);
      outcomes.push(...rejected);
      const former = kind === 'appointment' ? await loadFormerPlaces(tx) : [];
      const persons = kind === 'patient' ? await loadFormerPersons(tx) : [];
      const staged = section.rows - rejected.length;
      const merged = await mergeStage(tx, kind, {
        ...{ staged, clamped, isIncarnation },
        isHealing: healing,
      });
      // What follows from merged records is read from the tables.
      await tx.flush();
      if (kind === 'appointment') await noteDepartures(tx, device, former);
      await notePartedPersons(tx, persons);
      outcomes.push(...merged.outcomes);
      lost.push(...merged.lost);
      written.set(kind, merged.written);
    }
    outcomes.push(...(await loadLeft(tx, scope, written.get('patient') ?? [])));
    if (written.has('notification')) outcomes.push(...(await loadMessagesOfOthers(tx, scope)));
    const claims = await followUp(tx, device, written, seqBefore);
    // Whoever wrote a row that was merged has another one, and another claim.
    if (outcomes.length === 0 && header.claimsAsDerived) asDerived = claims;
    openEditConflicts(tx, lost);
    if (CHANGE_QUOTAS.some((kind) => written.has(kind))) await issueQuotas(tx);
    await keepOutcomes(tx, header, outcomes);
  } else if (header.sections.length > 0) {
    outcomes.push(...(await loadOutcomes(tx, header)));
  }
  // Whose row stands here otherwise has not seen that yet, however far in the feed it says to be: what
  // it edited it does not take from others before having sent the edit.
  const standsAsPushed = header.sections.length === 0 || (fresh.value && outcomes.length === 0);
  const seenCursor = await noteHeard(tx, device, scope, header, { ...how, standsAsPushed });
  await settleHandovers(tx, device, scope, { pending: header.pending, seenCursor });
  await endorseClaims(tx);
  return ok({ outcomes, asDerived });
}

/**
 * True for a frame not taken before. A number used for other content, or a push that the replica has
 * forgotten, means that its disk was copied or set back to a backup.
 */
function decideFreshness(
  device: DeviceTable,
  header: PushHeader,
): Result<boolean, ExchangeRefusal> {
  const isEmpty = header.sections.length === 0;
  if (header.no > device.lastNo) return ok(!isEmpty);
  // Who has nothing to push still knows of the last push that was answered.
  if (header.no === device.lastNo && (isEmpty || header.batchId === device.lastBatch)) {
    return ok(false);
  }
  const detail = `Push ${device.lastNo} was taken, and this replica does not know of it.`;
  return err({ kind: 'forked', detail });
}

/** Patients that the sender edited before their last appointment there left, unknown to it. */
async function loadLeft(
  tx: WriteTx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly Outcome[]> {
  if (patientIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select t.id from patient t
    where t.organisation_id = ${tx.book.organisationId} and t.id = any (${[...patientIds]}::uuid[])
      and not ${sql.raw(scopeCondition('patient', scope))}
      and ${hasLeft('patient', scope)}`.execute(tx.kysely);
  return rows.map(({ id }) => ({ kind: 'patient', id, outcome: 'gone', reason: null }));
}

/** Messages of an appointment that the sender made for another branch are that branch's alone. */
async function loadMessagesOfOthers(tx: WriteTx, scope: Scope): Promise<readonly Outcome[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(stageName('notification'))} s
    join notification t on t.organisation_id = ${tx.book.organisationId} and t.id = s.id
    where not ${sql.raw(scopeCondition('notification', scope))}`.execute(tx.kysely);
  return rows.map(({ id }) => ({ kind: 'notification', id, outcome: 'gone', reason: null }));
}

async function followUp(
  tx: WriteTx,
  device: DeviceTable,
  written: ReadonlyMap<RecordKind, readonly string[]>,
  seqBefore: number,
): Promise<FeedStretch | null> {
  const seriesIds = written.get('series') ?? [];
  const sessionIds = written.get('session') ?? [];
  if (seriesIds.length + sessionIds.length > 0) await deriveSchedule(tx, { seriesIds, sessionIds });
  const appointments = written.has('appointment') ? await loadClaimants(tx, seqBefore) : [];
  const { changes, asDerived } = await deriveClaims(tx, appointments, (a) =>
    clampPriority(a, device, tx.nowMs),
  );
  if (written.has('appointment') || written.has('patient')) await deriveAttendance(tx, seqBefore);
  await closeConflicts(
    tx,
    appointments.map(({ id }) => id),
  );
  const absent = await settleAbsences(tx, [
    ...(written.get('timeOff') ?? []),
    ...(written.get('closure') ?? []),
  ]);
  await openConflicts(tx, [...changes, ...absent]);
  return asDerived;
}

/** The appointments that this frame wrote: they alone have places in the feed after that one. */
const loadClaimants = (tx: WriteTx, seqBefore: number): Promise<readonly Claimant[]> =>
  tx.kysely
    .selectFrom('appointment')
    .select(CLAIMING_FIELDS)
    .where('organisationId', '=', tx.book.organisationId)
    .where('seq', '>', seqBefore)
    .execute();

/**
 * A clock that runs wild neither wins every conflict nor loses every one: the priority time is held
 * between the last time the replica had nothing left unsent and now. An honest clock is never
 * changed by this, however many frames its work comes in.
 */
function clampPriority(appointment: Claimant, device: DeviceTable, nowMs: number): number {
  if (appointment.madeBy !== device.replica) return appointment.madeHlc;
  const earliest = device.heardMs ?? device.enrolledAtMs;
  const atMs = hlcMs(appointment.madeHlc);
  if (atMs > nowMs) return hlcAt(nowMs);
  return atMs < earliest ? hlcAt(Math.min(earliest, nowMs)) : appointment.madeHlc;
}

async function noteHeard(
  tx: WriteTx,
  device: DeviceTable,
  scope: Scope,
  header: PushHeader,
  how: { readonly isCarried: boolean; readonly standsAsPushed: boolean },
): Promise<number> {
  const { isCarried, standsAsPushed } = how;
  const pushed = header.sections.length > 0;
  // Who has not been given all of a doctor has not seen what is booked with that doctor.
  const parts = [...scopeNames(scope), ...partsOfKinds(kindsKnownTo(header.moreKinds ?? []))];
  const isWhole = nextBehind(followScope(parts, header.reach).reach) === null;
  const isSeen = header.pending === 0 && isWhole && standsAsPushed;
  const seenCursor = Math.max(device.seenCursor, isSeen ? header.cursor : 0);
  if (isPeerStale(device, tx.nowMs)) await putPeer(tx, device, tx.nowMs);
  await tx.kysely
    .updateTable('device')
    .set({
      lastNo: pushed ? header.no : device.lastNo,
      lastBatch: pushed ? header.batchId : device.lastBatch,
      cursor: isCarried ? Math.max(device.cursor, header.cursor) : header.cursor,
      seenCursor,
      // What it wrote while this was under way is not from before it was heard.
      heardMs: header.pending === 0 && !isCarried ? tx.nowMs : device.heardMs,
      exchanges: device.exchanges + 1,
      healing: device.healing && header.pending > 0,
    })
    .where('organisationId', '=', device.organisationId)
    .where('replica', '=', device.replica)
    .execute();
  return seenCursor;
}
