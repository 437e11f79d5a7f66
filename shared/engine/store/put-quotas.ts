import { derivedId } from '../../core/ids.ts';
import type { QuotaStretch } from '../../domain/quota/quota-ledger.ts';
import type { WriteTx } from './handles.ts';

/** Writes lines of a doctor's ledger of quotas, from one holder to another. */
export function putQuotas(
  tx: WriteTx,
  line: {
    readonly doctorId: string;
    readonly fromReplica: string | null;
    readonly toReplica: string | null;
  },
  stretches: readonly QuotaStretch[],
): void {
  const { book, nowMs } = tx;
  for (const [i, stretch] of stretches.entries()) {
    const from = line.fromReplica ?? '';
    const name = `quota ${book.replica} ${nowMs} ${book.counter} ${book.seq} ${from} ${line.toReplica} ${i}`;
    tx.put('quota', { id: derivedId(line.doctorId, name), ...line, ...stretch }, null);
  }
}
