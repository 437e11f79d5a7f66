import { sql } from 'kysely';
import { assert } from '../../core/assert.ts';
import { ACTIVE } from '../../merge/claim.ts';
import { type Absence, settleClaims } from '../../merge/settle-claims.ts';
import { VISIT_MAX_MS } from '../../model/appointment.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Interval } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { loadAbsences } from './load-absences.ts';

/** A claim whose verdict, or whose blocker, is no longer what it was. */
export interface VerdictChange {
  readonly claim: ClaimRecord;
  readonly before: ClaimRecord['verdict'];
}

/** A chain of overlapping claims this long is no clinic's day. */
const GROWTH_STEPS_MAX = 200;

/**
 * Settles anew the time of doctors around the given places, and writes what changed. Verdicts
 * depend only on claims that overlap, directly or in a chain, and on when the doctor is away; such a
 * chain is loaded whole, so the result is the one that settling everything would give.
 */
export async function resettle(
  tx: WriteTx,
  places: readonly (Interval & { readonly doctorId: string })[],
): Promise<readonly VerdictChange[]> {
  const changes: VerdictChange[] = [];
  for (const [doctorId, ofDoctor] of Map.groupBy(places, (place) => place.doctorId)) {
    for (const place of apart(ofDoctor)) {
      const claims = await loadChain(tx, doctorId, place);
      const losers = settleClaims(claims, await absencesAround(tx, doctorId, claims));
      for (const claim of claims) {
        const verdict = losers.get(claim.id) ?? ACTIVE;
        const blockerId = verdict.verdict === 'active' ? null : verdict.blockerId;
        if (verdict.verdict === claim.verdict && blockerId === claim.blockerId) continue;
        const settled = { ...claim, verdict: verdict.verdict, blockerId };
        changes.push({ claim: settled, before: claim.verdict });
      }
    }
  }
  await writeVerdicts(tx, changes);
  return changes;
}

/** Joins places that touch, so that no claim is settled twice. */
function apart(places: readonly Interval[]): readonly Interval[] {
  const joined: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of [...places].sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (last && startMs < last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else joined.push({ startMs, endMs });
  }
  return joined;
}

/** All claims of a doctor that overlap `place`, directly or through others. */
async function loadChain(
  tx: WriteTx,
  doctorId: string,
  place: Interval,
): Promise<readonly ClaimRecord[]> {
  let { startMs, endMs } = place;
  for (let step = 0; step < GROWTH_STEPS_MAX; step += 1) {
    const claims = await tx.kysely
      .selectFrom('claim')
      .selectAll()
      .where('organisationId', '=', tx.book.organisationId)
      .where('doctorId', '=', doctorId)
      .where('startMs', '<', endMs)
      .where('startMs', '>', startMs - VISIT_MAX_MS)
      .where('endMs', '>', startMs)
      .execute();
    const from = Math.min(startMs, ...claims.map((claim) => claim.startMs));
    const to = Math.max(endMs, ...claims.map((claim) => claim.endMs));
    if (from === startMs && to === endMs) return claims;
    startMs = from;
    endMs = to;
  }
  assert(false, 'A chain of overlapping claims comes to an end.');
}

async function absencesAround(
  tx: WriteTx,
  doctorId: string,
  claims: readonly ClaimRecord[],
): Promise<readonly Absence[]> {
  if (claims.length === 0) return [];
  return loadAbsences(tx, tx.book.organisationId, doctorId, {
    startMs: Math.min(...claims.map((claim) => claim.startMs)),
    endMs: Math.max(...claims.map((claim) => claim.endMs)),
  });
}

async function writeVerdicts(tx: WriteTx, changes: readonly VerdictChange[]): Promise<void> {
  if (changes.length === 0) return;
  tx.touched(
    'claim',
    changes.map(({ claim }) => claim.id),
  );
  const rows = changes.map(({ claim }) => ({
    id: claim.id,
    verdict: claim.verdict,
    blocker: claim.blockerId,
    seq: tx.nextSeq(),
  }));
  await sql`update claim set verdict = v.verdict, blocker_id = v.blocker, seq = v.seq
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(id uuid, verdict text, blocker uuid, seq int8)
    where organisation_id = ${tx.book.organisationId} and claim.id = v.id`.execute(tx.kysely);
}
