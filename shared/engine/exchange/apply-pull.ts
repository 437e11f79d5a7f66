import { type RawBuilder, sql } from 'kysely';
import { receive } from '../../merge/hlc.ts';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Frame } from '../../wire/exchange/frame.ts';
import type { PullHeader, Section } from '../../wire/exchange/frame-header.ts';
import type { Reach } from '../../wire/exchange/reach.ts';
import { applyRights } from '../derive/apply-rights.ts';
import { deriveSchedule } from '../derive/derive-schedule.ts';
import { centralTimeMs, notAhead } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import { kindsThatWait } from '../store/later-kinds.ts';
import { isRecordKind, RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { settleNear } from '../store/take-near-away.ts';
import { releaseEntrusted } from './entrusted.ts';
import { forgetGone, forgetUnseen } from './forget-gone.ts';
import { isUnsent } from './is-unsent.ts';
import { offerWaited } from './known-kinds.ts';
import { takeBatchAsBase } from './push-batch.ts';
import { settleUnsent } from './settle-unsent.ts';
import { columnList, isNewHere, stageName, stageRows, takeExcluded } from './stage.ts';
import { endSweep, loadNotGiven, startOver } from './start-over.ts';
import { takeTold } from './take-told.ts';
import {
  areColumnsOf,
  DERIVED_KINDS,
  isWireKind,
  pullColumns,
  type WireKind,
} from './wire-columns.ts';

/** Central and this replica do not mean the same by a section. */
class UnknownSection extends Error {
  override readonly name = 'UnknownSection';
}

/**
 * Takes central's answer into this replica's book. What was edited here since the frame left stays
 * as it is: it is pushed next, and merged there. `sentAtMs` and `arrivedAtMs` are this host's clock
 * around the request; nobody sent one for news, and `sentAtMs` is null then.
 */
export async function applyPull(
  tx: WriteTx,
  { header, bodies }: Frame<PullHeader>,
  timing: { readonly sentAtMs: number | null; readonly arrivedAtMs: number },
): Promise<void> {
  const { sentAtMs, arrivedAtMs } = timing;
  // Before anything is derived: how far sessions reach is told by the clock.
  if (sentAtMs !== null) tx.book.clockOffsetMs = clockOffset(header, { sentAtMs, arrivedAtMs });
  await settleAcknowledged(tx, header);
  if (header.startOver) await startOver(tx, header.startOver);
  await forgetGone(tx, header.gone, header.end ?? null);
  if (header.sight !== null) await forgetUnseen(tx, header.sight);
  const written = new Map<WireKind, readonly string[]>();
  for (const [i, section] of header.sections.entries()) {
    const { kind, columns } = section;
    const isKnown = isWireKind(kind) && areColumnsOf(kind, columns, 'pull');
    if (!isKnown) throw new UnknownSection(`Central sent ${kind}.`);
    await stageRows(tx, kind, columns, bodies[i] ?? new Uint8Array());
    written.set(kind, await takeRows(tx, section, kind));
  }
  await followUp(tx, written);
  if (header.trail) await takeTold(tx, header.trail);
  if (header.sweep) await sweep(tx, header.end ?? null);
  if (header.heard !== undefined) await releaseEntrusted(tx, header.heard);
  const { book } = tx;
  book.cursor = header.cursor;
  await keepReach(tx, header.reach);
  book.lastHeardMs = timing.arrivedAtMs;
  const nowMs = centralTimeMs(book, tx.nowMs);
  book.hlc = receive(notAhead(book, nowMs), await highestHlc(tx, written), nowMs);
}

/** What central has is no longer unsent; what it refused is put where the desk can show it. */
async function settleAcknowledged(tx: WriteTx, header: PullHeader): Promise<void> {
  const { organisationId } = tx.book;
  tx.book.acked = Math.max(tx.book.acked, header.acked);
  await takeBatchAsBase(tx);
  await showAcknowledged(tx);
  await forgetGone(
    tx,
    header.outcomes.filter(({ outcome }) => outcome === 'gone'),
    header.end ?? null,
  );
  const rejected = header.outcomes.filter((outcome) => outcome.outcome === 'rejected');
  if (rejected.length === 0) return;
  await tx.kysely
    .insertInto('refusedRow')
    .values(
      rejected.map(({ kind, id, reason }) => ({ organisationId, kind, id, reason: reason ?? '' })),
    )
    .onConflict((c) => c.columns(['organisationId', 'kind', 'id']).doNothing())
    .execute();
}

/** What central has now looks different at a desk: it is no longer unsent. */
async function showAcknowledged(tx: WriteTx): Promise<void> {
  const { organisationId, acked } = tx.book;
  // As of the frame that was answered: what waited then was not in it.
  const waiting = kindsThatWait(tx.book);
  const { rows } = await sql`with sent as (
      delete from dirty where organisation_id = ${organisationId} and counter <= ${acked}
        and not (kind = any (${[...waiting]}::text[]))
      returning kind, id)
    insert into acknowledged (organisation_id, seq, first_seq, last_seq)
    select ${organisationId}::uuid, ${tx.nextSeq()}::int8, min(shown.seq), max(shown.seq)
    from (select t.seq from sent join appointment t
        on t.organisation_id = ${organisationId} and t.id = sent.id
        where sent.kind = 'appointment'
      union all select n.seq from sent join notification n
        on n.organisation_id = ${organisationId} and n.id = sent.id
        where sent.kind = 'notification') as shown
    having count(*) > 0 returning seq`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('acknowledged');
}

/** What central did not give again is not there any more. */
async function sweep(tx: WriteTx, end: number | null): Promise<void> {
  if (tx.book.sweepSeq === null) return;
  for (const kind of [...RECORD_KIND_NAMES, ...DERIVED_KINDS]) {
    const rows = await loadNotGiven(tx, kind);
    await forgetGone(
      tx,
      rows.map(({ id }) => ({ kind, id })),
      end,
    );
  }
  await endSweep(tx);
}

async function keepReach(tx: WriteTx, reach: Reach): Promise<void> {
  const json = JSON.stringify(reach);
  if (json === JSON.stringify(tx.book.reach)) return;
  const waited = kindsThatWait(tx.book);
  await sql`update book set reach = ${json}::jsonb
    where organisation_id = ${tx.book.organisationId}`.execute(tx.kysely);
  tx.book.reach = reach;
  await offerWaited(tx, waited);
}

/**
 * Replaces rows with the staged ones of a section, but not where there is unsent work on them. Those
 * that are new come first: PostgreSQL enters a row that may be there already in two steps.
 */
async function takeRows(tx: WriteTx, section: Section, kind: WireKind): Promise<readonly string[]> {
  const workKind = kind === 'claim' ? 'appointment' : kind;
  const columns = pullColumns(kind);
  const before = tx.book.seq;
  const insert = (where: RawBuilder<unknown>, rest: RawBuilder<unknown>) => sql<{ id: string }>`
    insert into ${sql.raw(sqlName(kind))} (organisation_id, ${sql.raw(columns.join(', '))}, seq)
    select ${tx.book.organisationId}::uuid, ${columnList(columns, 's')},
      ${tx.book.seq}::int8 + row_number() over ()
    from ${sql.raw(stageName(kind))} s
    where ${where} and not ${isUnsent(tx, workKind, 's')}
    ${rest} returning id`;
  const { rows: added } = await insert(isNewHere(tx, kind), sql``).execute(tx.kysely);
  tx.book.seq += added.length;
  const written = added.map((row) => row.id);
  if (added.length < section.rows) {
    const { rows: replaced } = await insert(
      stoodOtherwise(tx, kind, columns, before),
      sql`on conflict (organisation_id, id) do update set
        ${takeExcluded(columns.filter((column) => column !== 'id'))}, seq = excluded.seq`,
    ).execute(tx.kysely);
    tx.book.seq += replaced.length;
    written.push(...replaced.map((row) => row.id));
  }
  if (written.length > 0) tx.touched(kind);
  return written;
}

/**
 * Whether there was a row with the id of the staged one, over alias `s`, at the place `before` in
 * the feed, and another than it. A replica derives the claims of its own appointments before
 * central answers with the same ones.
 */
function stoodOtherwise(tx: WriteTx, kind: WireKind, columns: readonly string[], before: number) {
  const isKept =
    kind !== 'claim' || tx.book.sweepSeq !== null
      ? sql`false`
      : sql`(${columnList(columns, 'here')}) is not distinct from (${columnList(columns, 's')})`;
  return sql`exists (select 1 from ${sql.raw(sqlName(kind))} here
    where here.organisation_id = ${tx.book.organisationId} and here.id = s.id
      and here.seq <= ${before}::int8 and not ${isKept})`;
}

async function followUp(
  tx: WriteTx,
  written: ReadonlyMap<WireKind, readonly string[]>,
): Promise<void> {
  await dropReleased(tx, written.get('appointment') ?? []);
  // What an appointment says is joined with its patient on the way to a desk.
  if (written.has('appointment') || written.has('claim')) tx.touched('appointment');
  const seriesIds = written.get('series') ?? [];
  const sessionIds = written.get('session') ?? [];
  if (seriesIds.length + sessionIds.length > 0) await deriveSchedule(tx, { seriesIds, sessionIds });
  await applyRights(tx, written.get('bookingRight') ?? []);
  await settleNear(tx, [
    ...new Set([...(written.get('appointment') ?? []), ...(written.get('claim') ?? [])]),
  ]);
  const absenceIds = [...(written.get('timeOff') ?? []), ...(written.get('closure') ?? [])];
  await settleUnsent(tx, { claimIds: written.get('claim') ?? [], absenceIds });
}

/**
 * Central took a claim away, but there was unsent work on its appointment then, so it was kept. If
 * that work did not bring it back, the appointment that central sends now says so.
 */
async function dropReleased(tx: WriteTx, appointmentIds: readonly string[]): Promise<void> {
  if (appointmentIds.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select c.id from claim c
    join appointment a on a.organisation_id = c.organisation_id and a.id = c.id
    where c.organisation_id = ${tx.book.organisationId}
      and c.id = any (${[...appointmentIds]}::uuid[])
      and (a.superseded_by is not null or a.status = any (${[...RELEASED_STATUSES]}::text[]))`.execute(
    tx.kysely,
  );
  await forgetGone(
    tx,
    rows.map(({ id }) => ({ kind: 'claim', id })),
    null,
  );
}

/** Half the difference between the two clocks, as NTP (RFC 5905) measures it. */
function clockOffset(
  header: PullHeader,
  timing: { readonly sentAtMs: number; readonly arrivedAtMs: number },
): number {
  const there = header.receivedMs - timing.sentAtMs;
  const back = header.answeredMs - timing.arrivedAtMs;
  return Math.round(-(there + back) / 2);
}

async function highestHlc(
  tx: WriteTx,
  written: ReadonlyMap<WireKind, readonly string[]>,
): Promise<number> {
  let highest = 0;
  for (const kind of written.keys()) {
    if (!isRecordKind(kind)) continue;
    const { rows } = await sql<{ hlc: number }>`
      select coalesce(max(hlc), 0)::int8 as hlc from ${sql.raw(stageName(kind))}`.execute(
      tx.kysely,
    );
    highest = Math.max(highest, rows[0]?.hlc ?? 0);
  }
  return highest;
}
