import { err, ok, type Result } from '../../../../shared/core/result.ts';
import { bodyOf } from '../../../../shared/engine/import/calendar-put.ts';
import { noteImport } from '../../../../shared/engine/import/note-import.ts';
import type { IntentContext } from '../../../../shared/engine/intents/intent-context.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import type { Put, WriteTx } from '../../../../shared/engine/store/handles.ts';
import type { AuditChange } from '../../../../shared/engine/store/tables.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportPlan,
  type ImportProblem,
  type ImportRefusal,
  type ImportReport,
} from '../../../../shared/wire/desk/import.ts';
import { CalledOff } from '../called-off.ts';
import { causeOfImport, type ImportedBy } from '../cause-of-import.ts';
import { isLeftOut } from '../is-left-out.ts';
import type { UploadedFile } from '../receive-upload.ts';
import { type BookedVisits, bookVisits, type VisitList } from './book-visits.ts';

export interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (done: number, total: number) => void;
}

/** A file that was read, ready to be booked. */
export interface ReadVisits {
  readonly upload: Pick<UploadedFile, 'importId' | 'name'> & { readonly headerKey: string | null };
  readonly plan: ImportPlan;
  readonly list: VisitList;
  /** What was found before any was booked: of so many rows or events, how many hold the file up, how
   * many are left out, and why. */
  readonly found: {
    readonly rows: number;
    readonly invalid: number;
    readonly leftOut: number;
    readonly problems: readonly ImportProblem[];
  };
}

/** Carries what was found out of a transaction of which nothing is to stay. */
class DryRun extends Error {
  override readonly name = 'DryRun';
  readonly booked: BookedVisits;
  constructor(booked: BookedVisits) {
    super('Nothing of it stays.');
    this.booked = booked;
  }
}

interface Place {
  readonly engine: Engine;
  readonly organisationId: string;
}

/** Books all of a file as it would be booked, rules and all, and takes everything back. */
export async function tryVisits(
  on: Place,
  file: ReadVisits,
  by: ImportedBy,
  watch: Watch,
): Promise<Result<ImportReport, ImportRefusal>> {
  try {
    return await bookAll(on, file, by, watch, async (_tx, booked) => {
      throw new DryRun(booked);
    });
  } catch (error) {
    if (error instanceof DryRun) return ok(toReport(file, error.booked));
    if (error instanceof CalledOff) return err({ kind: 'cancelled' });
    throw error;
  }
}

/** Writes what can be written in the book as it is then, in one transaction. */
export async function writeVisits(
  on: Place,
  file: ReadVisits,
  by: ImportedBy,
  watch: Watch,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { upload, plan } = file;
  try {
    return await bookAll(on, file, by, watch, async (tx, booked, counterBefore) => {
      const { counts, patients, rows } = booked;
      await noteImport(tx, {
        ...{ id: upload.importId, fileName: upload.name, subject: plan.subject },
        ...{ headerKey: upload.headerKey, mapping: plan, counterBefore },
        counts: { rows, patients, ...counts },
        made: tx.puts().flatMap(toChange),
      });
      return ok(toReport(file, booked));
    });
  } catch (error) {
    if (error instanceof CalledOff) return err({ kind: 'cancelled' });
    throw error;
  }
}

/** Books them in a transaction; `finish` says whether it stays. */
async function bookAll<T>(
  { engine, organisationId }: Place,
  { upload, list }: ReadVisits,
  by: ImportedBy,
  watch: Watch,
  finish: (tx: WriteTx, booked: BookedVisits, counterBefore: number) => Promise<T>,
): Promise<T> {
  return engine.store.write(organisationId, causeOfImport(by, 'import'), async (tx) => {
    const counterBefore = tx.book.counter;
    const context: IntentContext = {
      ...{ tx, actor: by.actor, intentId: upload.importId, newId: engine.newId },
      isUnattended: true,
    };
    const booked = await bookVisits(context, list, (done) => {
      watch.onRows(done, list.size);
      if (!watch.isWanted()) throw new CalledOff('The import was called off.');
    });
    await tx.flush();
    return finish(tx, booked, counterBefore);
  });
}

const toChange = ({ kind, before, after }: Put): readonly AuditChange[] =>
  kind === 'appointment' || kind === 'patient'
    ? [{ kind, id: after.id, before: before && bodyOf(kind, before), after: bodyOf(kind, after) }]
    : [];

function toReport(
  { upload, list, found }: ReadVisits,
  { counts, patients, problems, strangeServices }: BookedVisits,
): ImportReport {
  const listed: ImportProblem[] = [...found.problems, ...problems];
  return {
    ...{ importId: upload.importId, rows: found.rows, valid: list.size, invalid: found.invalid },
    problems: listed.sort((a, b) => a.line - b.line).slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    ...{ patients, sessions: 0, slots: 0, appointments: counts.added, work: null, strangeServices },
    calendar: {
      ...{ added: counts.added, changed: counts.moved, removed: counts.cancelled },
      ...{ unchanged: counts.unchanged, affected: 0 },
      leftOut: found.leftOut + problems.filter(isLeftOut).length,
    },
  };
}
