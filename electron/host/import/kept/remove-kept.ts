import { ok, type Result } from '../../../../shared/core/result.ts';
import { applyCalendar } from '../../../../shared/engine/import/apply-calendar.ts';
import { forgetKept, type KeptRow } from '../../../../shared/engine/import/kept-calendars.ts';
import { planCalendar } from '../../../../shared/engine/import/plan-calendar.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import type { Cause, WriteTx } from '../../../../shared/engine/store/handles.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import { CALENDAR_DAYS_MAX } from '../../../../shared/wire/desk/import-choices.ts';

const DAY_MS = 86_400_000;

/**
 * Ends keeping up with a calendar. `takesBack`: what it brought and is not over goes too, as if the
 * calendar had nothing any more; otherwise it stays, and is nobody's but the book's.
 */
export const removeKept = (
  engine: Engine,
  organisationId: string,
  cause: Cause,
  kept: KeptRow,
  takesBack: boolean,
): Promise<Result<{ readonly stays: number }, ImportRefusal>> =>
  engine.store.write(organisationId, cause, async (tx) => {
    const { removed, stays } = takesBack ? await takeBack(tx, kept) : { removed: 0, stays: 0 };
    await forgetKept(tx, kept.id);
    tx.note({ kind: 'import', id: kept.id, before: { name: kept.name }, after: { removed } });
    return ok({ stays });
  });

async function takeBack(
  tx: WriteTx,
  { id, mapping }: KeptRow,
): Promise<{ readonly removed: number; readonly stays: number }> {
  const { organisationId, replica } = tx.book;
  const plan = await planCalendar(tx, organisationId, {
    ...{ mapping: { ...mapping, removesGone: true }, items: [], keptId: id, calendarKey: '' },
    within: { startMs: tx.nowMs, endMs: tx.nowMs + (CALENDAR_DAYS_MAX + 1) * DAY_MS },
    ...{ homeReplica: replica, replica, nowMs: tx.nowMs },
  });
  await applyCalendar(tx, plan.puts, async () => undefined);
  return { removed: plan.puts.length, stays: plan.notes.length };
}
