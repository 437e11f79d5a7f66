import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import type { Interval } from '../../time/interval.ts';
import { loadAffected, type Whose } from '../queries/load-affected.ts';
import type { WriteTx } from '../store/handles.ts';
import { cancelAll } from './cancel-all.ts';

/**
 * Does with the appointments in a time that is taken away what the person chose: they lose the time
 * when it is settled, or are cancelled now. Without a choice it is refused if there are any.
 */
export async function lookAfterAffected(
  tx: WriteTx,
  { whose, times }: { readonly whose: Whose; readonly times: readonly Interval[] },
  affected: 'displace' | 'cancel' | null,
  reason: string,
): Promise<Result<null, Refusal>> {
  const found = await loadAffected(tx, tx.book.organisationId, whose, times, AFFECTED_MAX + 1);
  if (found.length > AFFECTED_MAX) {
    return err({ kind: 'too-many', what: 'appointments in one absence', max: AFFECTED_MAX });
  }
  if (found.length === 0 || affected === 'displace') return ok(null);
  if (affected === null) return err({ kind: 'has-appointments', count: found.length });
  await cancelAll(tx, found, reason);
  return ok(null);
}
