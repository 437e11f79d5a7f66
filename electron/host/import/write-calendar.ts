import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { applyCalendar } from '../../../shared/engine/import/apply-calendar.ts';
import { noteImport } from '../../../shared/engine/import/note-import.ts';
import type { CalendarPlan } from '../../../shared/engine/import/plan-calendar.ts';
import { workOfCalendar } from '../../../shared/engine/import/work-of-import.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { Cause, ReadDb, WriteTx } from '../../../shared/engine/store/handles.ts';
import type { AuditChange } from '../../../shared/engine/store/tables.ts';
import { AFFECTED_MAX } from '../../../shared/model/time-off.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import type { ImportRefusal, ImportReport } from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import type { SlotListMapping } from '../../../shared/wire/desk/import-slots.ts';
import { CalledOff } from './called-off.ts';
import type { UploadedFile } from './receive-upload.ts';
import { refuseWork } from './refuse-work.ts';

/** A calendar, or slots of others, that was read, and what it would do to the book as that is then. */
export interface CheckedPuts<P extends CalendarPlan = CalendarPlan> {
  readonly mapping: CalendarMapping | SlotListMapping;
  /** What the file is known again by. */
  readonly key: string;
  readonly report: ImportReport;
  readonly plan: (db: ReadDb) => Promise<P>;
}

/** What was just written of it, in the same transaction. */
interface WrittenPuts<P> {
  readonly plan: P;
  readonly made: readonly AuditChange[];
  /** The last counter before its first write. */
  readonly counterBefore: number;
}

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (done: number, total: number) => void;
}

interface Hooks<P> {
  readonly admit?: (tx: WriteTx) => Promise<Result<null, ImportRefusal>>;
  readonly note: (tx: WriteTx, written: WrittenPuts<P>) => Promise<void>;
}

/**
 * Writes a checked calendar, or slots of others, in one transaction, or nothing of it. What it changes is asked of the
 * book once more, now that nobody else can write. `admit` refuses it before anything is written; `note`
 * writes down beside it that it was read in.
 */
export async function writeCalendar<P extends CalendarPlan>(
  engine: Engine,
  organisationId: string,
  by: { readonly cause: Cause; readonly accepts?: WorkAcceptance | undefined },
  { mapping, plan: planIn }: CheckedPuts<P>,
  watch: Watch,
  { admit, note }: Hooks<P>,
): Promise<Result<P, ImportRefusal>> {
  try {
    return await engine.store.write(organisationId, by.cause, async (tx) => {
      const admitted = (await admit?.(tx)) ?? ok(null);
      if (!admitted.ok) return admitted;
      const plan = await planIn(tx);
      const isChosen = mapping.subject === 'calendar' && mapping.affected !== null;
      if (plan.affected > 0 && (!isChosen || plan.affected > AFFECTED_MAX)) {
        return err<ImportRefusal>({ kind: 'has-appointments', count: plan.affected });
      }
      const work = workOfCalendar(plan.puts, tx.nowMs);
      const agreed = await refuseWork(tx, work, by.accepts);
      if (!agreed.ok) return agreed;
      const counterBefore = tx.book.counter;
      const made = await applyCalendar(tx, plan.puts, async (done) => {
        watch.onRows(done, plan.puts.length);
        await setImmediate();
        if (!watch.isWanted()) throw new CalledOff('The import was called off.');
      });
      await note(tx, { plan, made, counterBefore });
      return ok(plan);
    });
  } catch (error) {
    if (error instanceof CalledOff) return err({ kind: 'cancelled' });
    throw error;
  }
}

/** That a file was read in: on the list of imports, and in the audit trail. */
export const noteFile =
  (
    { importId, name }: Pick<UploadedFile, 'importId' | 'name'>,
    { mapping, key, report }: CheckedPuts,
  ) =>
  (tx: WriteTx, { made, counterBefore }: WrittenPuts<CalendarPlan>): Promise<void> =>
    noteImport(tx, {
      ...{ id: importId, fileName: name, subject: mapping.subject, counterBefore, mapping, made },
      headerKey: key,
      counts: { rows: report.rows, ...report.calendar },
    });
