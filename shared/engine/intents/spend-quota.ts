import { err, ok, type Result } from '../../core/result.ts';
import type { TimeWish } from '../../domain/appointments/decide-time.ts';
import type { Refusal } from '../../model/refusal.ts';
import { dayAt } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { loadQuotaBook } from '../store/load-quota-book.ts';

/** Why an appointment is made beyond the quota; null while there is none, or someone has to say. */
export interface QuotaWish extends TimeWish {
  readonly overQuotaReason?: string | null | undefined;
}

/**
 * Whether this replica may make one more firm appointment of the doctor on the day. Null if so;
 * the reason if it is made all the same, tentative until there is room for it.
 */
export async function spendQuota(
  tx: WriteTx,
  wish: QuotaWish,
): Promise<Result<string | null, Refusal>> {
  const { organisationId, replica } = tx.book;
  const { branchId, doctorId, startMs, appointmentId } = wish;
  const span = { atMs: startMs, onward: false, except: appointmentId };
  const quotas = await loadQuotaBook(tx, tx.book, doctorId, span);
  const branch = await loadRecord(tx, organisationId, 'branch', branchId);
  if (!quotas || !branch) return ok(null);
  const day = dayAt(knownTimeZone(branch.timeZone), startMs);
  const free = quotas.freeOn(replica, day);
  if (free >= 1) return ok(null);
  if (wish.overQuotaReason) return ok(wish.overQuotaReason);
  const perDay = quotas.limit.perDay ?? 0;
  const quota = free + quotas.spentOn(replica, day);
  return err({ kind: 'over-quota', day, perDay, quota });
}
