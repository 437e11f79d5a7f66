import { sql } from 'kysely';
import { dayAt } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { WriteTx } from '../store/handles.ts';
import { loadQuotaBook } from '../store/load-quota-book.ts';
import { wasPromised } from '../store/was-promised.ts';

/** Claims endorsed in one exchange; the rest follow in the next. */
const ENDORSED_AT_ONCE_MAX = 5000;
const DAY_MS = 86_400_000;

/**
 * Promises time that nobody can take any more. A claim made without the right to the time is
 * endorsed once whoever holds that right has seen it and kept quiet: heard from, with nothing left
 * unsent, after applying it. Time that nobody holds the right to is central's own to promise.
 * Nor is any that was made beyond the quota of its maker, or overlaps one that was promised and lost
 * its time: that one has it again when what is in its way goes.
 * From then on the claim ranks as one made with the right, so no later arrival displaces it.
 */
export async function endorseClaims(tx: WriteTx): Promise<void> {
  const { organisationId } = tx.book;
  const { rows: candidates } = await sql<Candidate>`
    select c.id, c.doctor_id, c.branch_id, c.replica, c.start_ms from claim c
    where c.organisation_id = ${organisationId} and not c.endorsed and not c.with_right
      and not c.overbooked and c.verdict = 'active' and c.end_ms > ${tx.nowMs - DAY_MS}
      and not exists (select 1 from appointment a where a.organisation_id = c.organisation_id
        and a.id = c.id and a.over_quota_reason is not null)
      and not exists (
        select 1 from session s
        join device d on d.organisation_id = s.organisation_id and d.replica = s.home_replica
        where s.organisation_id = c.organisation_id and s.doctor_id = c.doctor_id
          and s.during && tstzrange(to_timestamp(c.start_ms / 1000.0),
            to_timestamp(c.end_ms / 1000.0), '[)') and s.confirmed and not s.deleted
          and d.revoked_at_ms is null and d.seen_cursor < c.seq)
      and not ${sql.raw(wasPromised('c'))}
      and not exists (select 1 from device h where h.organisation_id = c.organisation_id
        and h.healing and h.revoked_at_ms is null)
    order by c.start_ms limit ${ENDORSED_AT_ONCE_MAX}`.execute(tx.kysely);
  const rows = candidates.length === 0 ? [] : await withinQuota(tx, candidates);
  if (rows.length === 0) return;
  const first = tx.book.seq;
  tx.book.seq += rows.length;
  tx.touched('claim');
  await sql`
    update claim set endorsed = true, rank = least(rank, 2), seq = ${first}::int8 + e.no
    from unnest(${rows.map((row) => row.id)}::uuid[]) with ordinality as e(id, no)
    where claim.organisation_id = ${organisationId} and claim.id = e.id`.execute(tx.kysely);
}

interface Candidate {
  readonly id: string;
  readonly doctorId: string;
  readonly branchId: string;
  readonly replica: string;
  readonly startMs: number;
}

/**
 * Leaves out claims of whoever has made more on the day than it may: what a replica booked whose
 * disk was lost, and whose quota has passed to another since.
 */
async function withinQuota(
  tx: WriteTx,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const { rows: limited } = await sql<{ doctorId: string }>`
    select doctor_id from daily_limit where organisation_id = ${tx.book.organisationId}
      and per_day is not null`.execute(tx.kysely);
  if (limited.length === 0) return candidates;
  const { rows: branches } = await sql<{ id: string; timeZone: string }>`
    select id, time_zone from branch where organisation_id = ${tx.book.organisationId}`.execute(
    tx.kysely,
  );
  const zones = new Map(branches.map((branch) => [branch.id, branch.timeZone]));
  const ofLimited = new Set(limited.map((row) => row.doctorId));
  const within: Candidate[] = [];
  for (const [doctorId, ofDoctor] of Map.groupBy(candidates, (one) => one.doctorId)) {
    const first = Math.min(...ofDoctor.map((one) => one.startMs));
    const book = ofLimited.has(doctorId)
      ? await loadQuotaBook(tx, tx.book, doctorId, { atMs: first, onward: true })
      : null;
    const fits = ({ branchId, replica, startMs }: Candidate): boolean => {
      const day = dayAt(knownTimeZone(zones.get(branchId) ?? 'UTC'), startMs);
      return book === null || book.freeOn(replica, day) >= 0;
    };
    within.push(...ofDoctor.filter(fits));
  }
  return within;
}
