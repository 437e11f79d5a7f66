import type { VisitRow } from '../../../../shared/domain/import/read-visit-row.ts';
import { AGAIN_MAX } from '../../../../shared/engine/intents/book-row.ts';
import { cancelVisit } from '../../../../shared/engine/intents/change-appointment.ts';
import type { IntentContext } from '../../../../shared/engine/intents/intent-context.ts';
import type { ImportProblem } from '../../../../shared/wire/desk/import.ts';
import type { VisitList } from './book-visits.ts';

const REASON = 'Gone from the imported calendar';

/**
 * Calls off what a list brought before and has no more, as somebody at a desk would; what is over, or
 * went on here, stays. What the book refuses is told of.
 */
export async function cancelGone(
  context: IntentContext,
  { loadBrought, idOf, doctorId }: VisitList,
  rows: readonly VisitRow[],
): Promise<{ readonly cancelled: number; readonly problems: readonly ImportProblem[] }> {
  const brought = (await loadBrought?.(context.tx)) ?? [];
  const booked = brought.filter(
    ({ status, startMs }) => status === 'booked' && startMs > context.tx.nowMs,
  );
  if (booked.length === 0) return { cancelled: 0, problems: [] };
  const again = Array.from({ length: AGAIN_MAX + 1 }, (_, n) => n);
  const there = new Set(
    rows.flatMap((row) => [row.ownId, ...again.map((n) => idOf(row, doctorId ?? '', n))]),
  );
  const problems: ImportProblem[] = [];
  let cancelled = 0;
  for (const { id } of booked.filter((visit) => !there.has(visit.id))) {
    const done = await cancelVisit(context, { appointmentId: id, reason: REASON });
    if (done.ok) cancelled += 1;
    else problems.push({ line: 0, column: '', value: '', kind: 'refused', refusal: done.error });
  }
  if (cancelled > 0) await context.tx.flush();
  return { cancelled, problems };
}
