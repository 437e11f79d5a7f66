import { sql } from 'kysely';
import { assert } from '../../core/assert.ts';
import { ACTIVE } from '../../merge/claim.ts';
import { type Absence, settleClaims } from '../../merge/settle-claims.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Interval } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { loadAbsences } from './load-absences.ts';

/** A claim whose verdict, or whose blocker, is no longer what it was. */
export interface VerdictChange {
  readonly claim: ClaimRecord;
  readonly before: ClaimRecord['verdict'];
}

/** A chain of overlapping claims this long is no clinic's day. */
const GROWTH_STEPS_MAX = 200;

type Place = Interval & { readonly doctorId: string };

/**
 * Settles anew the time of doctors around the given places, and writes what changed. Verdicts
 * depend only on claims that overlap, directly or in a chain, and on when the doctor is away; such
 * chains are loaded whole, so the result is the one that settling everything would give. All of a
 * doctor's are loaded at once: thousands of bookings may have come in one breath.
 */
export async function resettle(
  tx: WriteTx,
  places: readonly Place[],
): Promise<readonly VerdictChange[]> {
  const byDoctor = [...Map.groupBy(places, (place) => place.doctorId)];
  const settled = await Promise.all(
    byDoctor.map(([doctorId, ofDoctor]) => settleDoctor(tx, doctorId, ofDoctor)),
  );
  const changes = settled.flat();
  await writeVerdicts(tx, changes);
  return changes;
}

async function settleDoctor(
  tx: WriteTx,
  doctorId: string,
  places: readonly Interval[],
): Promise<readonly VerdictChange[]> {
  const claims = await loadChains(tx, doctorId, places);
  const losers = settleClaims(claims, await absencesAround(tx, doctorId, claims));
  return claims.flatMap((claim) => {
    const verdict = losers.get(claim.id) ?? ACTIVE;
    const blockerId = verdict.verdict === 'active' ? null : verdict.blockerId;
    if (verdict.verdict === claim.verdict && blockerId === claim.blockerId) return [];
    return [{ claim: { ...claim, verdict: verdict.verdict, blockerId }, before: claim.verdict }];
  });
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

/**
 * All claims of a doctor that overlap any of the places, directly or through others. A place grows
 * to the claims found in it until it finds no further ones; what then is around it belongs to no
 * other place.
 */
async function loadChains(
  tx: WriteTx,
  doctorId: string,
  places: readonly Interval[],
): Promise<readonly ClaimRecord[]> {
  const whole: ClaimRecord[] = [];
  let growing = apart(places);
  for (let step = 0; step < GROWTH_STEPS_MAX && growing.length > 0; step += 1) {
    const found = await loadAround(tx, doctorId, growing);
    const grown: Interval[] = [];
    for (const [i, { startMs, endMs }] of growing.entries()) {
      const claims = found.get(i) ?? [];
      const from = claims.reduce((first, claim) => Math.min(first, claim.startMs), startMs);
      const to = claims.reduce((last, claim) => Math.max(last, claim.endMs), endMs);
      if (from === startMs && to === endMs) whole.push(...claims);
      else grown.push({ startMs: from, endMs: to });
    }
    growing = apart(grown);
  }
  assert(growing.length === 0, 'A chain of overlapping claims comes to an end.');
  return whole;
}

/** The claims that overlap each of the places, by the place's index. */
async function loadAround(
  tx: WriteTx,
  doctorId: string,
  places: readonly Interval[],
): Promise<ReadonlyMap<number, readonly ClaimRecord[]>> {
  const spans = places.map(({ startMs, endMs }, i) => ({ i, s: startMs, e: endMs }));
  const { rows } = await sql<ClaimRecord & { place: number }>`
    select p.i as place, c.* from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
      as p(i int4, s int8, e int8)
    cross join lateral (select * from claim c where c.organisation_id = ${tx.book.organisationId}
      and c.doctor_id = ${doctorId} and ${sql.raw(visitOverlaps('c', 'p.s', 'p.e'))} offset 0) as c`.execute(
    tx.kysely,
  );
  const found = new Map<number, ClaimRecord[]>();
  for (const { place, ...claim } of rows) {
    const known = found.get(place);
    if (known) known.push(claim);
    else found.set(place, [claim]);
  }
  return found;
}

async function absencesAround(
  tx: WriteTx,
  doctorId: string,
  claims: readonly ClaimRecord[],
): Promise<readonly Absence[]> {
  if (claims.length === 0) return [];
  return loadAbsences(tx, tx.book.organisationId, doctorId, {
    startMs: claims.reduce((first, claim) => Math.min(first, claim.startMs), Infinity),
    endMs: claims.reduce((last, claim) => Math.max(last, claim.endMs), -Infinity),
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
