import { err, ok, type Result } from '../../../shared/core/result.ts';
import { decideWork } from '../../../shared/domain/working-time/decide-work.ts';
import {
  type AskedWork,
  findWorkBreaches,
} from '../../../shared/engine/queries/find-work-breaches.ts';
import type { WriteTx } from '../../../shared/engine/store/handles.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';

/** Working time of a file is asked for as any other is, now that nobody else can write. */
export async function refuseWork(
  tx: WriteTx,
  asked: AskedWork,
  accepts: WorkAcceptance | undefined,
): Promise<Result<null, ImportRefusal>> {
  const found = await findWorkBreaches(tx, tx.book.organisationId, asked, tx.nowMs);
  return decideWork(found, accepts).ok
    ? ok(null)
    : err({ kind: 'against-agreement', count: found?.count ?? 0 });
}
