import type { Result } from '../../core/result.ts';
import { decideWork } from '../../domain/working-time/decide-work.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { WorkAcceptance } from '../../model/work-breach.ts';
import { type AskedWork, findWorkBreaches } from '../queries/find-work-breaches.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Working time that goes against what was agreed with its doctor is refused, or has to be accepted
 * by whoever asks for it, with a reason.
 */
export async function refuseWork(
  tx: WriteTx,
  asked: AskedWork,
  accepted: WorkAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const found = await findWorkBreaches(tx, tx.book.organisationId, asked, tx.nowMs);
  return decideWork(found, accepted);
}
