import { err, ok, type Result } from '../../core/result.ts';
import { decideTime, type TimeGrant } from '../../domain/appointments/decide-time.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadTimeFacts } from '../queries/load-time-facts.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentContext } from './intent-context.ts';
import { loadTimesInstead } from './load-times-instead.ts';
import { type QuotaWish, spendQuota } from './spend-quota.ts';

interface Granted {
  readonly time: TimeGrant & { readonly overQuotaReason: string | null };
  /** No other claim is there, so none has to be settled with a new one. */
  readonly uncontested: boolean;
}

/**
 * Asks whether a time may be given away; a refusal that could be answered with other times is, unless
 * nobody is there to choose one.
 */
export async function grantTime(
  { tx, isUnattended }: Pick<IntentContext, 'tx' | 'isUnattended'>,
  wish: QuotaWish & { readonly serviceId: string | null },
): Promise<Result<Granted, Refusal>> {
  const grant = await decideGrant(tx, wish);
  if (grant.ok || isUnattended || !('offers' in grant.error)) return grant;
  return err({ ...grant.error, offers: await loadTimesInstead(tx, wish) });
}

/** The same, where nobody is there to choose another time. */
export async function decideGrant(tx: WriteTx, wish: QuotaWish): Promise<Result<Granted, Refusal>> {
  const { organisationId, replica } = tx.book;
  const facts = await loadTimeFacts(tx, organisationId, wish);
  if (facts === null) return err({ kind: 'unknown-record', record: 'branch', id: wish.branchId });
  const grant = decideTime(facts, wish, { nowMs: tx.nowMs, replica });
  if (!grant.ok) return grant;
  const hasLimit = facts.dailyMax !== null && !wish.overbook;
  const over = hasLimit ? await spendQuota(tx, wish) : ok(null);
  if (!over.ok) return over;
  const withRight = grant.value.withRight && over.value === null;
  const time = { ...grant.value, withRight, overQuotaReason: over.value };
  return ok({ time, uncontested: facts.claims.length === 0 });
}
