import { generateQuotaStretches } from '../../domain/quota/quota-ledger.ts';
import { addDays, wallToDay } from '../../time/day.ts';
import type { WriteTx } from './handles.ts';
import { loadQuotaBook } from './load-quota-book.ts';
import { putQuotas } from './put-quotas.ts';

/** The day before today, in whatever zone: what lies further back is over. */
export const firstQuotaDay = (nowMs: number): string => addDays(wallToDay(nowMs), -1);

/**
 * What a replica that is taken out of service had left of its quotas goes to whoever takes its
 * place, else back to central. What it has spent, as far as central has heard, stays spent.
 */
export async function passQuotas(tx: WriteTx, from: string, to: string | null): Promise<void> {
  const held = await tx.kysely
    .selectFrom('quota')
    .select('doctorId')
    .distinct()
    .where('organisationId', '=', tx.book.organisationId)
    .where('toReplica', '=', from)
    .execute();
  for (const { doctorId } of held) {
    const span = { atMs: tx.nowMs, onward: true };
    const book = await loadQuotaBook(tx, tx.book, doctorId, span);
    if (!book) continue;
    const left = (day: string): number => Math.max(0, book.freeOn(from, day));
    const today = firstQuotaDay(tx.nowMs);
    const stretches = generateQuotaStretches(book.lines, book.days, today, left);
    putQuotas(tx, { doctorId, fromReplica: from, toReplica: to }, stretches);
  }
  await tx.flush();
}
