import { err, ok, type Result } from '../../../shared/core/result.ts';
import { countTouched } from '../../../shared/engine/import/import-made.ts';
import { loadImportJobs } from '../../../shared/engine/import/load-import-facts.ts';
import { undoCalendar } from '../../../shared/engine/import/undo-calendar.ts';
import { undoImport } from '../../../shared/engine/import/undo-import.ts';
import { UndoRefused, undoVisits } from '../../../shared/engine/import/undo-visits.ts';
import { reclaimAll } from '../../../shared/engine/intents/reclaim.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { causeOfImport } from './cause-of-import.ts';

interface Place {
  readonly engine: Engine;
  readonly organisationId: string;
}

/** What was imported before, the newest first. */
export async function listImports({ engine, organisationId }: Place) {
  const rows = await engine.store.read((db) => loadImportJobs(db, organisationId));
  return rows.map(({ id, fileName, subject, state, rowCount, atMs }) => ({
    ...{ importId: id, fileName, subject, state, rows: rowCount, atMs },
  }));
}

/** Takes a whole import back, unless something was built on it. */
export async function undoJob(
  { engine, organisationId }: Place,
  actor: Actor,
  importId: string,
): Promise<Result<null, ImportRefusal>> {
  const jobs = await engine.store.read((db) => loadImportJobs(db, organisationId));
  const job = jobs.find((one) => one.id === importId && one.state === 'applied');
  if (!job) return err({ kind: 'unknown-import' });
  const cause = causeOfImport({ actor }, 'import-undo');
  const taken = engine.store.write(organisationId, cause, async (tx) => {
    if (job.made !== null) {
      const isVisits = job.made.some(({ kind }) => kind === 'appointment' || kind === 'patient');
      const { touched } = await (isVisits
        ? undoVisits(tx, job, reclaimAll)
        : undoCalendar(tx, job));
      return touched === 0
        ? ok(null)
        : err<ImportRefusal>({ kind: 'undo-touches-newer', count: touched });
    }
    const count = await countTouched(tx, tx.book, job);
    if (count > 0) return err<ImportRefusal>({ kind: 'undo-touches-newer', count });
    await undoImport(tx, job);
    return ok(null);
  });
  return taken.catch((error: unknown) => {
    if (!(error instanceof UndoRefused)) throw error;
    return err<ImportRefusal>({ kind: 'undo-refused', refusal: error.refusal });
  });
}
