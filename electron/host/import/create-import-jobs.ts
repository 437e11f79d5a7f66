import fs from 'node:fs';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { decideAccess } from '../../../shared/domain/access/decide-access.ts';
import { refreshStatistics } from '../../../shared/engine/import/refresh-statistics.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type {
  ImportInspection,
  ImportPlan,
  ImportRefusal,
  ImportReport,
  ImportShape,
} from '../../../shared/wire/desk/import.ts';
import type { CalendarSource, KeepWish } from '../../../shared/wire/desk/kept-calendar.ts';
import type { ImportAsk, ImportJobs, ImportProgress, Upload } from '../desk/import-jobs.ts';
import type { ImportedBy } from './cause-of-import.ts';
import { type CheckedUpload, checkUpload } from './check-upload.ts';
import { inspectUpload } from './inspect-upload.ts';
import { fetchUpload, type Origin, sourceOf } from './kept/fetch-upload.ts';
import { createKeptCalendars, type KeptAsk, type KeptCalendars } from './kept/keep-calendars.ts';
import type { KeepingHands } from './kept/read-kept.ts';
import { listImports, undoJob } from './past-imports.ts';
import { appendPiece, openUpload, type UploadedFile } from './receive-upload.ts';

interface Job extends UploadedFile {
  /** The plan that was checked last, and how many rows were wrong by it. */
  checked: { readonly mapping: ImportPlan; readonly invalid: number } | null;
  isCancelled: boolean;
  /** What is being done with the file, if anything. */
  work: Promise<unknown> | null;
  /** Who had it done. */
  workedFor: string | null;
  isWritten: boolean;
  /** Stands for its headings, or for the calendar, as it was looked at last. */
  headerKey: string | null;
  /** Where it was fetched from; null if somebody uploaded it. */
  origin: Origin | null;
  /** Ends fetching it. */
  readonly ending: AbortController;
}

/** Files that wait at one time, whoever sent them. */
const JOBS_MAX = 8;

type Report = (progress: ImportProgress) => void;

/**
 * Reads files of slots, patients and calendars into the book: upload, a look, a dry run that reports on every
 * row, and one transaction that takes all of it or nothing.
 */
export function createImportJobs(on: Parameters<typeof createKeptCalendars>[0]): ImportJobs {
  const { folder } = on;
  const jobs = new Map<string, Job>();
  fs.rmSync(folder, { recursive: true, force: true });
  const kept = createKeptCalendars(on);

  const forget = (job: Job): void => {
    jobs.delete(job.importId);
    job.stored.remove();
  };
  const open = (importId: string, name: string): Job => {
    const idle = [...jobs.values()].find((job) => job.work === null);
    if (jobs.size >= JOBS_MAX && idle) forget(idle);
    const ending = new AbortController();
    const job = { ...openUpload(folder, importId, name), ...AT_FIRST, ending };
    jobs.set(importId, job);
    return job;
  };
  const upload = async (actor: Actor, piece: Upload): Promise<void> => {
    if (!mayImport(actor)) return;
    const known = jobs.get(piece.importId);
    // The rest of a file that was called off meanwhile.
    if (!known && piece.index > 0) return;
    const job = known ?? open(piece.importId, piece.name);
    try {
      appendPiece(job, piece);
    } catch (error) {
      // Whoever asks about it is told that it is not here, and chooses it again.
      forget(job);
      throw error;
    }
  };

  const context: ImportContext = { ...on, forget, inTurn: kept.inTurn };
  const answer = async (
    actor: Actor,
    ask: ImportAsk,
    report: Report,
  ): Promise<AnswerOf<ImportAsk>> => {
    if (ask.kind === 'imports') return listImports(on);
    if (isOfKept(ask)) return kept.answer(actor, ask);
    if (!mayImport(actor)) return err({ kind: 'not-permitted' });
    if (ask.kind === 'import-undo') return undoJob(on, actor, ask.importId);
    const isNew = ask.kind === 'import-fetch' && !jobs.has(ask.importId);
    const job = isNew ? open(ask.importId, '') : jobs.get(ask.importId);
    if (!job) return err({ kind: 'unknown-import' });
    if (ask.kind === 'import-cancel') return cancel(jobs, context, job);
    if (job.refusal) return err(job.refusal);
    if (job.work !== null || (!job.isComplete && !isNew)) return err({ kind: 'busy' });
    const work = workOn(context, actor, job, ask, report);
    job.work = work;
    job.workedFor = actor.userId;
    try {
      return await work;
    } finally {
      job.work = null;
      if (job.isCancelled) forget(job);
    }
  };
  const callOff = (userId: string, importId: string): void => {
    const job = jobs.get(importId);
    if (job?.work && job.workedFor === userId) endWork(job);
  };
  return { upload, answer, callOff, close: kept.close };
}

const AT_FIRST = {
  ...{ checked: null, isCancelled: false, work: null, workedFor: null },
  ...{ isWritten: false, headerKey: null, origin: null },
} as const;

const isOfKept = (ask: ImportAsk): ask is KeptAsk => ask.kind.startsWith('import-kept');

/** Nobody wants what is done with it any more. */
function endWork(job: Job): void {
  job.isCancelled = true;
  job.ending.abort();
}

type WorkAsk = Exclude<
  ImportAsk,
  KeptAsk | { readonly kind: 'imports' | 'import-undo' | 'import-cancel' }
>;

function workOn(
  context: ImportContext,
  actor: Actor,
  job: Job,
  ask: WorkAsk,
  report: Report,
): Promise<Result<ImportInspection | ImportReport, ImportRefusal>> {
  if (ask.kind === 'import-fetch') return fetchAndInspect(context, actor, job, ask.source);
  if (ask.kind === 'import-inspect') return inspect(context, job, ask.shape);
  if (ask.kind === 'import-apply') return apply(context, { ...ask, actor }, job, report);
  const { mapping } = ask;
  return mayImport(actor, mapping.branchId)
    ? dryRun(context, actor, job, mapping, report)
    : Promise.resolve(err({ kind: 'not-permitted' }));
}

/** Fetches a calendar; one that cannot be fetched leaves nothing. */
async function fetchAndInspect(
  context: ImportContext,
  actor: Actor,
  job: Job,
  wanted: CalendarSource,
): Promise<Result<ImportInspection, ImportRefusal>> {
  const source = await sourceOf(context, actor, job.importId, wanted);
  const fetched = source.ok
    ? await fetchUpload(context, job.stored, source.value, job.ending.signal)
    : source;
  const found = fetched.ok ? await inspect(context, job, null) : fetched;
  if (fetched.ok && found.ok) {
    job.origin = fetched.value;
    job.isComplete = true;
  } else context.forget(job);
  return found;
}

async function inspect(
  { engine, organisationId }: ImportContext,
  job: Job,
  shape: ImportShape | null,
): Promise<Result<ImportInspection, ImportRefusal>> {
  const isWanted = (): boolean => !job.isCancelled;
  const found = await inspectUpload(engine, organisationId, job, shape, isWanted);
  if (!found.ok) return found;
  job.headerKey = found.value.headerKey;
  return ok(found.value.inspection);
}

interface ImportContext extends KeepingHands, Pick<KeptCalendars, 'inTurn'> {
  readonly forget: (job: Job) => void;
}

/** Managers import into branches that are theirs. */
const mayImport = (actor: Actor, branchId: string | null = null): boolean =>
  decideAccess(actor, 'import', { branchId }).ok;

/** Calls a file off, and waits until nothing is done with it any more. */
async function cancel(
  jobs: ReadonlyMap<string, Job>,
  { forget }: ImportContext,
  job: Job,
): Promise<Result<null, ImportRefusal>> {
  endWork(job);
  await job.work?.catch(() => undefined);
  // What was written before anyone could stop it is taken back by undo.
  if (!jobs.has(job.importId)) return job.isWritten ? err({ kind: 'unknown-import' }) : ok(null);
  forget(job);
  return ok(null);
}

async function dryRun(
  context: ImportContext,
  actor: Actor,
  job: Job,
  mapping: ImportPlan,
  report: Report,
): Promise<Result<ImportReport, ImportRefusal>> {
  job.checked = null;
  const checked = await check(context, actor, job, mapping, report);
  if (!checked.ok) return checked;
  const told = await checked.value.report(watchOf(job, report, 'checking'));
  if (told.ok) job.checked = { mapping, invalid: told.value.invalid };
  return told;
}

async function check(
  context: ImportContext,
  actor: Actor,
  job: Job,
  mapping: ImportPlan,
  report: Report,
): Promise<Result<CheckedUpload, ImportRefusal>> {
  const watch = watchOf(job, report, 'checking');
  const checked = await checkUpload(context, actor, job, mapping, {
    ...watch,
    onRows: (done) => watch.onRows(done, 0),
  });
  return job.isCancelled ? err({ kind: 'cancelled' }) : checked;
}

/** Asks whether it is still wanted, and tells how far it is. */
const watchOf = (job: Job, report: Report, phase: ImportProgress['phase']) => ({
  isWanted: () => !job.isCancelled,
  onRows: (done: number, total: number) =>
    report({ type: 'progress', importId: job.importId, phase, done, total }),
});

/** Reads the file once more: its rows are not kept while a person thinks about the report. */
async function apply(
  context: ImportContext,
  by: ImportedBy & { readonly keep?: KeepWish | undefined },
  job: Job,
  report: Report,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { engine, forget } = context;
  if (!job.checked) return err({ kind: 'not-checked' });
  const { mapping, invalid } = job.checked;
  if (!mayImport(by.actor, mapping.branchId)) return err({ kind: 'not-permitted' });
  if (invalid > 0) return err({ kind: 'has-problems', invalid });
  // Should the book have changed since, it is for a person to look again.
  job.checked = null;
  const checked = await check(context, by.actor, job, mapping, report);
  if (!checked.ok) return checked;
  const found = checked.value.invalid;
  if (found > 0) return err({ kind: 'has-problems', invalid: found });
  const written = await checked.value.write(by, watchOf(job, report, 'writing'));
  if (!written.ok) return written;
  job.isWritten = true;
  forget(job);
  await refreshStatistics(engine.store);
  return written;
}
