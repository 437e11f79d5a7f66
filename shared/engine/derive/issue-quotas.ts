import { sql } from 'kysely';
import { generateQuotaStretches, quotaOn } from '../../domain/quota/quota-ledger.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import { loadQuotaBook } from '../store/load-quota-book.ts';
import { firstQuotaDay } from '../store/pass-quotas.ts';
import { putQuotas } from '../store/put-quotas.ts';

/**
 * Central gives branches their shares of doctors' daily limits, as far as they do not have them and
 * its pool has any: what it has given out and not got back is never more than the limit.
 */
export async function issueQuotas(tx: WriteTx): Promise<void> {
  const { organisationId, replica, isCentral } = tx.book;
  if (!isCentral || (await isHealing(tx))) return;
  const { rows } = await sql<{ doctorId: string }>`
    select doctor_id from daily_limit
    where organisation_id = ${organisationId} and per_day is not null`.execute(tx.kysely);
  for (const { doctorId } of rows) {
    const homes = await loadHomes(tx);
    const first = await loadQuotaBook(tx, tx.book, doctorId, { atMs: tx.nowMs, onward: true });
    for (const { branchId, perDay } of first?.limit.shares ?? []) {
      const home = homes.get(branchId);
      if (home === undefined || home === null) continue;
      // Anew, because each line takes from what there is for the next.
      const book = await loadQuotaBook(tx, tx.book, doctorId, { atMs: tx.nowMs, onward: true });
      if (!book) continue;
      const missing = (day: string): number =>
        Math.max(0, Math.min(perDay - quotaOn(book.lines, home, day), book.freeOn(replica, day)));
      const today = firstQuotaDay(tx.nowMs);
      const stretches = generateQuotaStretches(book.lines, book.days, today, missing);
      putQuotas(tx, { doctorId, fromReplica: null, toReplica: home }, stretches);
      await tx.flush();
    }
  }
}

async function loadHomes(tx: WriteTx): Promise<ReadonlyMap<string, string | null>> {
  const branches = await tx.kysely
    .selectFrom('branch')
    .select(['id', 'homeReplica'])
    .where('organisationId', '=', tx.book.organisationId)
    .execute();
  return new Map(branches.map((branch) => [branch.id, branch.homeReplica]));
}

/**
 * A limit was changed: this replica gives back what it has beyond its branch's share, but never
 * what it has spent. So a lower limit holds as soon as everyone has given back.
 */
export async function returnQuotas(tx: WriteTx, doctorIds: readonly string[]): Promise<void> {
  const { replica, branchId, isCentral, centralUrl } = tx.book;
  if (isCentral || centralUrl === null) return;
  for (const doctorId of doctorIds) {
    const book = await loadQuotaBook(tx, tx.book, doctorId, { atMs: tx.nowMs, onward: true });
    if (!book) continue;
    const share = book.limit.shares.find((one) => one.branchId === branchId)?.perDay ?? 0;
    const surplus = (day: string): number =>
      Math.max(0, Math.min(quotaOn(book.lines, replica, day) - share, book.freeOn(replica, day)));
    const today = firstQuotaDay(tx.nowMs);
    const stretches = generateQuotaStretches(book.lines, book.days, today, surplus);
    putQuotas(tx, { doctorId, fromReplica: replica, toReplica: null }, stretches);
  }
  await tx.flush();
}

/** Doctors whose limit was written here after a place in this replica's feed. */
export async function loadChangedLimits(tx: WriteTx, seq: number): Promise<readonly string[]> {
  const { rows } = await sql<{ doctorId: string }>`
    select doctor_id from daily_limit
    where organisation_id = ${tx.book.organisationId} and seq > ${seq}`.execute(tx.kysely);
  return rows.map((row) => row.doctorId);
}
