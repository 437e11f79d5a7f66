import { sql } from 'kysely';
import { type Claimant, claimOf, type UnsettledClaim } from '../../domain/appointments/claim-of.ts';
import { VISIT_MAX_MS } from '../../model/appointment.ts';
import { type ClaimRecord, UNSEATED } from '../../model/claim.ts';
import { type Interval, normalise } from '../../time/interval.ts';
import type { WriteTx } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { insertClaims, putClaims } from './put-claims.ts';
import { resettle, type VerdictChange } from './resettle.ts';
import { nearClosure } from './settle-absences.ts';

export interface ClaimsDerived {
  readonly changes: readonly VerdictChange[];
  /**
   * Where the claims stand in the feed that anyone derives from these appointments alone; settling
   * moved the others on. null if one of them was known before, or had its priority clamped.
   */
  readonly asDerived: FeedStretch | null;
}

/** The places in a feed after `after`, up to and with `upTo`. */
export interface FeedStretch {
  readonly after: number;
  readonly upTo: number;
}

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
): Promise<ClaimsDerived> {
  if (appointments.length === 0) return { changes: [], asDerived: null };
  const known = await loadClaims(
    tx,
    appointments.map((a) => a.id),
  );
  const places: Place[] = [];
  const puts: ClaimRecord[] = [];
  const inserts: ClaimRecord[] = [];
  const removed: StoredClaim[] = [];
  const elsewhere: StoredClaim[] = [];
  let isClamped = false;
  for (const appointment of appointments) {
    const before = known.get(appointment.id) ?? null;
    const kept = before !== null && sameTime(before, appointment) ? before : null;
    const promised = kept && kept.rank !== UNSEATED && !appointment.unseated ? kept : null;
    const after = claimOf(appointment, promised?.endorsed ?? false);
    if (before) places.push(before);
    if (after) {
      places.push(after);
      const priority = clampPriority(appointment);
      isClamped ||= priority !== appointment.madeHlc;
      (before === null ? inserts : puts).push(unsettled(after, { kept, promised }, priority));
      if (before && !sameOwners(before, after)) elsewhere.push(before);
    } else if (before) removed.push(before);
  }
  const first = tx.book.seq;
  // All in one breath, and so the last sees what the others wrote.
  const written = [
    removeClaims(tx, removed),
    noteDeparted(tx, [...removed, ...elsewhere]),
    putClaims(tx, puts),
    insertClaims(tx, inserts),
  ];
  const [found] = await Promise.all([findContested(tx, places), ...written]);
  const changes = await resettle(tx, found);
  const areNew = known.size === 0 && !isClamped;
  return { changes, asDerived: areNew ? { after: first, upTo: first + inserts.length } : null };
}

type Place = Interval & { readonly doctorId: string };
type ClaimOwners = Pick<ClaimRecord, 'branchId' | 'doctorId'>;

/**
 * The places where settling can change anything: where two claims overlap, one stands displaced or
 * has no time, or the doctor is away. A claim that is alone keeps its time, and nearly all are. Places near each other are looked at
 * together, each doctor's claims in the order of their time; settling what lies between them
 * changes nothing.
 */
async function findContested(tx: WriteTx, places: readonly Place[]): Promise<readonly Place[]> {
  const stretches = [...Map.groupBy(places, (place) => place.doctorId)].flatMap(
    ([doctorId, ofDoctor]) =>
      joinNear(ofDoctor).map(({ startMs, endMs }) => ({ d: doctorId, s: startMs, e: endMs })),
  );
  const values = [tx.book.organisationId, JSON.stringify(stretches)];
  const { rows } = await tx.session.query(FIND_CONTESTED, values);
  return rows as readonly Place[];
}

/** A look into the index reads the day before anyway: a visit of then might last until now. */
const joinNear = (places: readonly Place[]): readonly Interval[] =>
  normalise(places.map((p) => ({ startMs: p.startMs, endMs: p.endMs + VISIT_MAX_MS }))).map(
    ({ startMs, endMs }) => ({ startMs, endMs: endMs - VISIT_MAX_MS }),
  );

/**
 * One look into the index for each stretch: joined as sets, a doctor's every claim would be
 * compared with every stretch.
 */
const FIND_CONTESTED = `
  select p.d as "doctorId", found.start_ms as "startMs", found.end_ms as "endMs"
  from jsonb_to_recordset($2) as p(d uuid, s int8, e int8)
  cross join lateral (
    select c.start_ms, c.end_ms, c.verdict, c.rank,
      max(c.end_ms) over (order by c.start_ms
        rows between unbounded preceding and 1 preceding) as taken_until_ms
    from claim c
    where c.doctor_id = p.d and c.organisation_id = $1
      and ${visitOverlaps('c', 'p.s', 'p.e')}
  ) as found
  where found.taken_until_ms > found.start_ms or found.verdict <> 'active'
    or found.rank = ${UNSEATED}
  union all
  select p.d, greatest(p.s, t.start_ms), least(p.e, t.end_ms)
  from jsonb_to_recordset($2) as p(d uuid, s int8, e int8)
  join time_off t on t.organisation_id = $1 and t.doctor_id = p.d and not t.deleted
    and t.start_ms < p.e and t.end_ms > p.s
  union all
  select p.d, p.s, p.e
  from jsonb_to_recordset($2) as p(d uuid, s int8, e int8)
  join closure t on t.organisation_id = $1 and not t.deleted
    and ${nearClosure('p.s', 'p.e')}`;

const sameTime = (claim: StoredClaim, appointment: Claimant): boolean =>
  claim.startMs === appointment.startMs &&
  claim.endMs === appointment.endMs &&
  claim.doctorId === appointment.doctorId;

const sameOwners = (before: ClaimOwners, after: ClaimOwners): boolean =>
  before.branchId === after.branchId && before.doctorId === after.doctorId;

/**
 * A claim before settling: a new one enters as active, and settling says so if it is not. `kept` is
 * the claim as it was on the same time; `promised` the same, unless it had or has no time: then the
 * time may have become another's, and what was promised of it is void.
 */
const unsettled = (
  claim: UnsettledClaim,
  { kept, promised }: Readonly<Record<'kept' | 'promised', StoredClaim | null>>,
  priority: number,
): ClaimRecord => ({
  ...claim,
  priority: promised?.priority ?? priority,
  endorsed: promised?.endorsed ?? false,
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

async function removeClaims(tx: WriteTx, claims: readonly StoredClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const ids = claims.map((claim) => claim.id);
  tx.touched('claim', ids);
  await tx.session.query('delete from claim where organisation_id = $1 and id = any ($2)', [
    tx.book.organisationId,
    ids,
  ]);
}

/** Those who see the time of a doctor or a branch learn that a claim is not there any more. */
async function noteDeparted(tx: WriteTx, claims: readonly StoredClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const departures = claims.flatMap(({ id, branchId, doctorId }) =>
    [`branch:${branchId}`, `doctor:${doctorId}`].map((scope) => ({ scope, id, seq: tx.nextSeq() })),
  );
  await tx.session.query(NOTE_DEPARTED, [tx.book.organisationId, JSON.stringify(departures)]);
}

const NOTE_DEPARTED = `
  insert into departed (organisation_id, scope, kind, id, seq)
  select $1, d.scope, 'claim', d.id, d.seq
  from jsonb_to_recordset($2) as d(scope text, id uuid, seq int8)
  on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`;
