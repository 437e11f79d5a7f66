import { derivedId } from '../../core/ids.ts';
import { type FreeTime, offerTimes } from '../../merge/offers.ts';
import type { Absence } from '../../merge/settle-claims.ts';
import type { Appointment } from '../../model/appointment.ts';
import { type ClaimRecord, UNSEATED } from '../../model/claim.ts';
import type { Conflict, Offer } from '../../model/conflict.ts';
import { createFreeTimes, type FreeTimeWish, loadFreeTimes } from '../queries/load-free-times.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { loadAbsencesById } from './load-absences.ts';
import type { VerdictChange } from './resettle.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Free times looked at for each loser; three are offered. */
const CANDIDATES_MAX = 24;
/** Losers of one exchange for whom a doctor's months are worth loading whole. */
const MANY = 5;

/** Losers looked after between two pauses. */
const PAUSE_EVERY = 5;

type FreeTimes = (wish: FreeTimeWish) => Promise<readonly Offer[]>;

/**
 * Tells people what settling did: a claim that lost its time opens a conflict with offers, one that
 * got it back closes it. Central does, so that there is one conflict and not one per replica; and
 * whoever enters an absence, for whom central's conflict will be the same one.
 */
export async function openConflicts(tx: WriteTx, changes: readonly VerdictChange[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ claim }) => conflictId(claim.id));
  const known = await loadRecords(tx, tx.book.organisationId, 'conflict', ids);
  const knownById = new Map(known.map((conflict) => [conflict.id, conflict]));
  const blockers = await loadBlockers(tx, changes);
  const blockerIds = changes.flatMap(({ claim }) => claim.blockerId ?? []);
  const absences = new Map(
    (await loadAbsencesById(tx, tx.book.organisationId, blockerIds)).map((one) => [one.id, one]),
  );
  const offered = await loadOfferedFirst(tx, changes, ids);
  const { organisationId } = tx.book;
  const losers = await loadLosers(tx, changes);
  const freeTimes: FreeTimes =
    changes.length < MANY
      ? (wish) => loadFreeTimes(tx, organisationId, wish)
      : createFreeTimes(tx, organisationId);
  for (const [done, { claim }] of changes.toSorted(byRankAndPriority).entries()) {
    // To look for offers takes its time: whoever waits hears how far that is, and may give it up.
    if (done % PAUSE_EVERY === 0) await tx.pace.pause('planned', done, changes.length);
    const before = knownById.get(conflictId(claim.id)) ?? null;
    if (claim.verdict === 'active') {
      if (before?.state === 'open')
        tx.put('conflict', { ...before, state: 'settled-itself' }, before);
      continue;
    }
    const blocker = blockers.get(claim.blockerId ?? '');
    const away = absences.get(claim.blockerId ?? '');
    const offers =
      claim.verdict === 'displaced' && !losers.get(claim.id)?.assistsId
        ? await findOffers(
            tx,
            {
              ...{ claim, isAway: away !== undefined || claim.rank === UNSEATED },
              serviceId: losers.get(claim.id)?.serviceId ?? null,
            },
            offered,
            freeTimes,
          )
        : [];
    const [first] = offers;
    if (first) offered.push(first);
    const conflict = toConflict(tx, claim, blocker, offers);
    tx.put('conflict', away ? { ...conflict, ...ofAbsence(away) } : conflict, before);
  }
}

/** As far as they are known here. Whoever assists in a visit is given no other time than it has. */
async function loadLosers(
  tx: WriteTx,
  changes: readonly VerdictChange[],
): Promise<ReadonlyMap<string, Appointment>> {
  const ids = changes.flatMap(({ claim }) => (claim.verdict === 'displaced' ? [claim.id] : []));
  const those = await loadRecords(tx, tx.book.organisationId, 'appointment', ids);
  return new Map(those.map((one) => [one.id, one]));
}

/** What losers of earlier exchanges are offered first: they may be about to take it. */
async function loadOfferedFirst(
  tx: WriteTx,
  changes: readonly VerdictChange[],
  ids: readonly string[],
): Promise<FreeTime[]> {
  const rows = await tx.kysely
    .selectFrom('conflict')
    .select('offers')
    .where('organisationId', '=', tx.book.organisationId)
    .where('kind', '=', 'displaced')
    .where('state', '=', 'open')
    .where('doctorId', 'in', [...new Set(changes.map(({ claim }) => claim.doctorId))])
    .where('id', 'not in', [...ids])
    .execute();
  return rows.flatMap(({ offers }) => offers.slice(0, 1));
}

const conflictId = (claimId: string): string => derivedId(claimId, 'displaced');

/** Losers choose in the order in which they would have kept their time. */
const byRankAndPriority = (a: VerdictChange, b: VerdictChange): number =>
  a.claim.rank - b.claim.rank ||
  a.claim.priority - b.claim.priority ||
  (a.claim.id < b.claim.id ? -1 : 1);

async function loadBlockers(
  tx: WriteTx,
  changes: readonly VerdictChange[],
): Promise<ReadonlyMap<string, ClaimRecord>> {
  const ids = changes.flatMap(({ claim }) => (claim.blockerId === null ? [] : [claim.blockerId]));
  if (ids.length === 0) return new Map();
  const rows = await tx.kysely
    .selectFrom('claim')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Of the doctor's own times; and of colleagues' at the branch while the doctor is not there. */
async function findOffers(
  tx: WriteTx,
  {
    claim,
    isAway,
    serviceId,
  }: {
    readonly claim: ClaimRecord;
    readonly isAway: boolean;
    readonly serviceId: string | null;
  },
  alreadyOffered: readonly FreeTime[],
  freeTimes: FreeTimes,
): Promise<readonly FreeTime[]> {
  const { doctorId, branchId, startMs, endMs } = claim;
  const wish = {
    serviceId,
    durationMin: Math.max(5, Math.round((endMs - startMs) / MINUTE_MS)),
    fromMs: Math.max(tx.nowMs, startMs - DAY_MS),
    limit: CANDIDATES_MAX,
    nowMs: tx.nowMs,
  };
  const free = (whose: { readonly branchId: string | null; readonly doctorId: string | null }) =>
    freeTimes({ ...wish, ...whose });
  const own = await free({ branchId: null, doctorId });
  const candidates = isAway
    ? [
        ...own,
        ...(await free({ branchId, doctorId: null })).filter((time) => time.doctorId !== doctorId),
      ]
    : own;
  return offerTimes({ lost: claim, candidates, alreadyOffered });
}

/** What stands between, when it is no other booking. */
const ofAbsence = ({ id, doctorId, startMs, endMs }: Absence) => ({
  ...{ blockerId: id, blockerStartMs: startMs, blockerEndMs: endMs },
  reason: doctorId === null ? ('branch-closed' as const) : ('doctor-away' as const),
});

function toConflict(
  tx: WriteTx,
  claim: ClaimRecord,
  blocker: ClaimRecord | undefined,
  offers: readonly FreeTime[],
): Conflict {
  return {
    id: conflictId(claim.id),
    kind: claim.verdict === 'fact' ? 'both-happened' : 'displaced',
    branchId: claim.branchId,
    doctorId: claim.doctorId,
    recordId: claim.id,
    blockerId: claim.blockerId,
    blockerBranchId: blocker?.branchId ?? null,
    blockerStartMs: blocker?.startMs ?? null,
    blockerEndMs: blocker?.endMs ?? null,
    reason: reasonOf(claim, blocker),
    offers: offers.map(({ doctorId, branchId, sessionId, startMs, endMs }) => ({
      doctorId,
      branchId,
      sessionId,
      startMs,
      endMs,
    })),
    lost: {},
    state: 'open',
    openedAtMs: tx.nowMs,
  };
}

/** Why the other won: the first thing in which the two differ. */
function reasonOf(claim: ClaimRecord, blocker: ClaimRecord | undefined): Conflict['reason'] {
  if (claim.rank === UNSEATED) return 'session-gone';
  if (!blocker || blocker.rank === claim.rank) return 'earlier';
  if (blocker.rank === 0) return 'happening';
  return blocker.rank === 1 ? 'emergency' : 'booking-right';
}
