import fs from 'node:fs';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { countTouched, loadImportJobs } from '../../../shared/engine/import/load-import-facts.ts';
import { undoImport } from '../../../shared/engine/import/undo-import.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type {
  ImportMapping,
  ImportRefusal,
  ImportReport,
} from '../../../shared/wire/desk/import.ts';
import type { ImportAsk, ImportJobs, ImportProgress, Upload } from '../desk/import-jobs.ts';
import { causeOfImport } from './cause-of-import.ts';
import { type CheckedImport, checkAgainstBook } from './check-against-book.ts';
import { inspectFile } from './inspect-file.ts';
import { appendPiece, FILE_BYTES_MAX, openUpload, type UploadedFile } from './receive-upload.ts';
import { writeImport } from './write-import.ts';

interface Job extends UploadedFile {
  checked: { readonly mapping: ImportMapping; readonly result: CheckedImport } | null;
  isCancelled: boolean;
  isBusy: boolean;
}

/** Files that wait at one time, whoever sent them. */
const JOBS_MAX = 8;

type Report = (progress: ImportProgress) => void;

/**
 * Reads files of slots and patients into the book: upload, a look, a dry run that reports on every
 * row, and one transaction that takes all of it or nothing.
 */
export function createImportJobs(
  engine: Engine,
  organisationId: string,
  folder: string,
): ImportJobs {
  const jobs = new Map<string, Job>();
  fs.rmSync(folder, { recursive: true, force: true });

  const forget = (job: Job): void => {
    fs.rmSync(job.path, { force: true });
    jobs.delete(job.importId);
  };
  const upload = async (actor: Actor, piece: Upload): Promise<void> => {
    if (!mayImport(actor)) return;
    const known = jobs.get(piece.importId);
    if (!known && jobs.size >= JOBS_MAX) {
      const idle = [...jobs.values()].find((job) => !job.isBusy);
      if (idle) forget(idle);
    }
    const job = known ?? {
      ...openUpload(folder, piece.importId, piece.name),
      ...{ checked: null, isCancelled: false, isBusy: false },
    };
    jobs.set(piece.importId, job);
    appendPiece(job, piece);
  };

  const context: ImportContext = { engine, organisationId, forget };
  const answer = async (
    actor: Actor,
    ask: ImportAsk,
    report: Report,
  ): Promise<AnswerOf<ImportAsk>> => {
    if (ask.kind === 'imports') return listImports(context);
    if (!mayImport(actor)) return err({ kind: 'not-permitted' });
    if (ask.kind === 'import-undo') return undo(context, actor, ask.importId);
    const job = jobs.get(ask.importId);
    if (!job) return err({ kind: 'unknown-import' });
    if (job.isTooLarge) return err({ kind: 'file-too-large', maxBytes: FILE_BYTES_MAX });
    if (ask.kind === 'import-cancel') return cancel(context, job);
    if (job.isBusy || !job.isComplete) return err({ kind: 'busy' });
    job.isBusy = true;
    try {
      if (ask.kind === 'import-inspect') return inspectFile(job.importId, job.name, job.path);
      if (ask.kind === 'import-dry-run') return await dryRun(context, job, ask.mapping, report);
      return await apply(context, actor, job, report);
    } finally {
      job.isBusy = false;
    }
  };
  return { upload, answer };
}

interface ImportContext {
  readonly engine: Engine;
  readonly organisationId: string;
  readonly forget: (job: Job) => void;
}

const mayImport = (actor: Actor): boolean => actor.role === 'admin' || actor.role === 'manager';

async function listImports({ engine, organisationId }: ImportContext) {
  const rows = await engine.store.read((db) => loadImportJobs(db, organisationId));
  return rows.map(({ id, fileName, subject, state, rowCount, atMs }) => ({
    ...{ importId: id, fileName, subject, state, rows: rowCount, atMs },
  }));
}

function cancel({ forget }: ImportContext, job: Job): Result<null, ImportRefusal> {
  job.isCancelled = true;
  if (!job.isBusy) forget(job);
  return ok(null);
}

async function dryRun(
  { engine, organisationId, forget }: ImportContext,
  job: Job,
  mapping: ImportMapping,
  report: Report,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { importId } = job;
  const checked = await checkAgainstBook(engine, organisationId, importId, job.path, mapping, {
    isWanted: () => !job.isCancelled,
    onRows: (done) => report({ type: 'progress', importId, phase: 'checking', done, total: 0 }),
  });
  if (job.isCancelled) {
    forget(job);
    return err({ kind: 'cancelled' });
  }
  if (!checked.ok) return checked;
  job.checked = { mapping, result: checked.value };
  return ok(checked.value.report);
}

async function apply(
  { engine, organisationId, forget }: ImportContext,
  actor: Actor,
  job: Job,
  report: Report,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { checked, importId } = job;
  if (!checked) return err({ kind: 'not-checked' });
  const { invalid } = checked.result.report;
  if (invalid > 0) return err({ kind: 'has-problems', invalid });
  const written = await writeImport(engine, organisationId, job, actor, checked, {
    isWanted: () => !job.isCancelled,
    onRows: (done, total) => report({ type: 'progress', importId, phase: 'writing', done, total }),
  });
  forget(job);
  // Many rows at once make what the planner knows of the tables wrong.
  if (written) await engine.store.read((db) => db.session.query('analyze', []));
  return written ? ok(checked.result.report) : err({ kind: 'cancelled' });
}

async function undo(
  { engine, organisationId }: ImportContext,
  actor: Actor,
  importId: string,
): Promise<Result<null, ImportRefusal>> {
  const jobs = await engine.store.read((db) => loadImportJobs(db, organisationId));
  const job = jobs.find((one) => one.id === importId && one.state === 'applied');
  if (!job) return err({ kind: 'unknown-import' });
  const cause = causeOfImport(actor, 'import-undo');
  return engine.store.write(organisationId, cause, async (tx) => {
    const count = await countTouched(tx, organisationId, job);
    if (count > 0) return err<ImportRefusal>({ kind: 'undo-touches-newer', count });
    await undoImport(tx, job);
    return ok(null);
  });
}
