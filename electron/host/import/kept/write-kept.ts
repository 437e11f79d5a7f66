import { ok, type Result } from '../../../../shared/core/result.ts';
import { countPuts } from '../../../../shared/engine/import/calendar-put.ts';
import {
  type KeptRow,
  loadBrought,
  nextBrought,
  noteKept,
} from '../../../../shared/engine/import/kept-calendars.ts';
import type { DoctorCalendarPlan } from '../../../../shared/engine/import/plan-calendar.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import type { Cause, WriteTx } from '../../../../shared/engine/store/handles.ts';
import type { WorkAcceptance } from '../../../../shared/model/work-breach.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import type { KeptOutcome } from '../../../../shared/wire/desk/kept-calendar.ts';
import type { CheckedCalendar } from '../check-calendar.ts';
import { writeCalendar } from '../write-calendar.ts';

/** What the server called the calendar that was read. */
export type Served = Pick<KeptRow, 'etag' | 'lastModified' | 'wholeDay'>;

/**
 * Writes what a kept calendar changes, with what came of it, in one transaction or not at all. `begin`
 * makes it one that is kept, where it is none yet.
 */
export function writeKept(
  engine: Engine,
  organisationId: string,
  by: { readonly cause: Cause; readonly accepts?: WorkAcceptance | undefined },
  kept: {
    readonly id: string;
    readonly name: string;
    readonly served: Served;
    readonly nextMs: number;
    /** Refuses it as the book is then; who is asked to `begin` is asked this too. */
    readonly admit?: (tx: WriteTx) => Promise<Result<null, ImportRefusal>>;
    readonly begin?: (tx: WriteTx) => Promise<void>;
  },
  checked: CheckedCalendar,
  watch: Parameters<typeof writeCalendar>[4],
): Promise<Result<DoctorCalendarPlan, ImportRefusal>> {
  const { id, name, served, nextMs, admit, begin } = kept;
  const note: Note = async (tx, { plan, made }) => {
    await begin?.(tx);
    const former = await loadBrought(tx, organisationId, id);
    const outcome = outcomeOf(plan, checked, tx.nowMs);
    await noteKept(tx, id, {
      ...served,
      ...{ readMs: tx.nowMs, nextMs, failures: 0, outcome },
      made: nextBrought(former, plan, tx.nowMs),
    });
    if (made.length === 0 && !begin) return;
    const { added, changed, removed, affected } = outcome;
    tx.note({
      kind: 'import',
      id,
      before: null,
      after: { name, added, changed, removed, affected },
    });
  };
  return writeCalendar(engine, organisationId, by, checked, watch, {
    note,
    ...(admit ? { admit } : {}),
  });
}

type Note = Parameters<typeof writeCalendar<DoctorCalendarPlan>>[5]['note'];

function outcomeOf(
  { puts, affected }: DoctorCalendarPlan,
  { report }: CheckedCalendar,
  atMs: number,
): Extract<KeptOutcome, { kind: 'read' }> {
  return {
    ...{ kind: 'read', atMs, ...countPuts(puts) },
    ...{ leftOut: report.calendar?.leftOut ?? 0, affected },
  };
}

/** Nothing was new; nothing is written but that somebody looked. */
export const writeUnchanged = (
  engine: Engine,
  organisationId: string,
  cause: Cause,
  { id, nextMs }: Pick<KeptRow, 'id' | 'nextMs'>,
): Promise<Result<null, ImportRefusal>> =>
  engine.store.write(organisationId, cause, async (tx) => {
    const none = { added: 0, changed: 0, removed: 0, leftOut: 0, affected: 0 };
    await noteKept(tx, id, {
      ...{ readMs: tx.nowMs, nextMs, failures: 0 },
      outcome: { kind: 'read', atMs: tx.nowMs, ...none },
    });
    return ok(null);
  });
