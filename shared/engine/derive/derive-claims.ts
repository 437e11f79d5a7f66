import { sql } from 'kysely';
import { type Claimant, claimOf, type UnsettledClaim } from '../../domain/appointments/claim-of.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import { type Interval, normalise } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { putClaims } from './put-claims.ts';
import { resettle, type VerdictChange } from './resettle.ts';

type StoredClaim = ClaimRecord & { readonly seq: number };

/**
 * Makes the claims follow appointments that were just written, and settles the doctors' time
 * around them. `clampPriority` lets central hold a claim's priority time between what it knows
 * of the sender's clock; a claim that keeps its time keeps its priority.
 */
export async function deriveClaims(
  tx: WriteTx,
  appointments: readonly Claimant[],
  clampPriority: (appointment: Claimant) => number = (a) => a.madeHlc,
): Promise<readonly VerdictChange[]> {
  if (appointments.length === 0) return [];
  const known = await loadClaims(
    tx,
    appointments.map((a) => a.id),
  );
  const places: Place[] = [];
  const puts: ClaimRecord[] = [];
  const removed: string[] = [];
  const elsewhere: StoredClaim[] = [];
  for (const appointment of appointments) {
    const before = known.get(appointment.id) ?? null;
    const kept = before !== null && sameTime(before, appointment) ? before : null;
    const after = claimOf(appointment, kept?.endorsed ?? false);
    if (before) places.push(before);
    if (after) {
      places.push(after);
      puts.push(unsettled(after, kept, clampPriority(appointment)));
      if (before && !sameOwners(before, after)) elsewhere.push(before);
    } else if (before) removed.push(before.id);
  }
  await removeClaims(tx, removed);
  await noteDeparted(tx, elsewhere);
  await putClaims(tx, puts);
  return resettle(tx, await contested(tx, places));
}

type Place = Interval & { readonly doctorId: string };
type ClaimOwners = Pick<ClaimRecord, 'branchId' | 'doctorId'>;

/**
 * The places where settling can change anything: where two claims overlap, or one stands displaced.
 * A claim that is alone keeps its time, and nearly all are. Places next to each other are looked at
 * together, each doctor's claims in the order of their time.
 */
async function contested(tx: WriteTx, places: readonly Place[]): Promise<readonly Place[]> {
  const stretches = [...Map.groupBy(places, (place) => place.doctorId)].flatMap(
    ([doctorId, ofDoctor]) =>
      normalise(ofDoctor).map(({ startMs, endMs }) => ({ d: doctorId, s: startMs, e: endMs })),
  );
  // One look into the index for each stretch: joined as sets, a doctor's every claim would be
  // compared with every stretch.
  const { rows } = await sql<Place>`
    select p.d as doctor_id, found.start_ms, found.end_ms
    from jsonb_to_recordset(${JSON.stringify(stretches)}::jsonb) as p(d uuid, s int8, e int8)
    cross join lateral (
      select c.start_ms, c.end_ms, c.verdict,
        max(c.end_ms) over (order by c.start_ms
          rows between unbounded preceding and 1 preceding) as taken_until_ms
      from claim c
      where c.doctor_id = p.d and c.organisation_id = ${tx.book.organisationId}
        and c.during && tstzrange(to_timestamp(p.s / 1000.0), to_timestamp(p.e / 1000.0), '[)')
    ) as found
    where found.taken_until_ms > found.start_ms or found.verdict <> 'active'`.execute(tx.kysely);
  return rows;
}

const sameTime = (claim: StoredClaim, appointment: Claimant): boolean =>
  claim.startMs === appointment.startMs &&
  claim.endMs === appointment.endMs &&
  claim.doctorId === appointment.doctorId;

const sameOwners = (before: ClaimOwners, after: ClaimOwners): boolean =>
  before.branchId === after.branchId && before.doctorId === after.doctorId;

/** A claim before settling: a new one enters as active, and settling says so if it is not. */
const unsettled = (
  claim: UnsettledClaim,
  kept: StoredClaim | null,
  priority: number,
): ClaimRecord => ({
  ...claim,
  priority: kept?.priority ?? priority,
  endorsed: kept?.endorsed ?? false,
  verdict: kept?.verdict ?? 'active',
  blockerId: kept?.blockerId ?? null,
});

async function loadClaims(
  tx: WriteTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredClaim>> {
  const rows = await tx.kysely
    .selectFrom('claim')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function removeClaims(tx: WriteTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { organisationId } = tx.book;
  const rows = await tx.kysely
    .deleteFrom('claim')
    .where('organisationId', '=', organisationId)
    .where('id', 'in', [...ids])
    .returning(['id', 'branchId', 'doctorId'])
    .execute();
  tx.touched('claim');
  await noteDeparted(tx, rows);
}

/** Those who see the time of a doctor or a branch learn that a claim is not there any more. */
async function noteDeparted(
  tx: WriteTx,
  claims: readonly (ClaimOwners & { readonly id: string })[],
): Promise<void> {
  if (claims.length === 0) return;
  const { organisationId } = tx.book;
  const departures = claims.flatMap(({ id, branchId, doctorId }) =>
    [`branch:${branchId}`, `doctor:${doctorId}`].map((scope) => ({
      organisationId,
      scope,
      kind: 'claim',
      id,
      seq: tx.nextSeq(),
    })),
  );
  await tx.kysely
    .insertInto('departed')
    .values(departures)
    .onConflict((c) =>
      c.columns(['organisationId', 'scope', 'kind', 'id']).doUpdateSet((eb) => ({
        seq: eb.ref('excluded.seq'),
      })),
    )
    .execute();
}
