import { err, ok } from '../../../shared/core/result.ts';
import { isNearActor } from '../../../shared/domain/access/is-near-actor.ts';
import { notePaper } from '../../../shared/engine/export/note-paper.ts';
import { loadDaySheet } from '../../../shared/engine/queries/load-day-sheet.ts';
import { loadDoctorNames } from '../../../shared/engine/queries/load-doctor-names.ts';
import { loadMessages } from '../../../shared/engine/queries/load-messages.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { Actor } from '../../../shared/model/user.ts';
import { dayAt, isDay } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { PaperAnswer } from '../../../shared/wire/desk/paper.ts';
import { callListPaper } from '../pdf/call-list-paper.ts';
import { daySheetPaper } from '../pdf/day-sheet-paper.ts';
import type { Paper } from '../pdf/paper.ts';
import { writePdf } from '../pdf/write-pdf.ts';
import type { DeskHost } from './desk-host.ts';

type PaperAsk = Extract<Ask, { kind: 'day-sheet-file' | 'call-list-file' }>;

/** What names patients as a PDF: for whoever sees them on the screen, and written into the trail. */
export async function answerPaper(
  { engine, clock }: Pick<DeskHost, 'engine' | 'clock'>,
  organisationId: string,
  ask: PaperAsk,
  actor: Actor,
): Promise<PaperAnswer> {
  if (!isNearActor(actor, ask.branchId)) return err({ kind: 'not-permitted' });
  const own = actor.role === 'doctor' ? actor.doctorId : null;
  const at = { organisationId, own, nowMs: clock.nowMs() };
  const made = await (ask.kind === 'day-sheet-file'
    ? makeSheet(engine.store, ask, at)
    : makeCallList(engine.store, ask, at));
  if (made === null) return err({ kind: 'not-permitted' });
  const written = await writePdf(made.paper);
  if (!written.ok) return written;
  await notePaper(engine.store, organisationId, actor, ask);
  return ok({
    name: `${made.paper.title}.pdf`,
    base64: Buffer.from(written.value).toString('base64'),
    count: made.count,
  });
}

interface At {
  readonly organisationId: string;
  /** Whose patients alone; null for everybody's. */
  readonly own: string | null;
  readonly nowMs: number;
}
type Made = { readonly paper: Paper; readonly count: number } | null;

async function makeSheet(
  store: DeskHost['engine']['store'],
  { branchId, doctorId, day }: Extract<PaperAsk, { kind: 'day-sheet-file' }>,
  { organisationId, own, nowMs }: At,
): Promise<Made> {
  if (!isDay(day)) return null;
  const wish = { branchId, doctorId: own ?? doctorId, day, nowMs };
  const sheet = await store.read((db) => loadDaySheet(db, organisationId, wish));
  if (sheet === null) return null;
  const count = sheet.doctors.reduce((sum, { visits }) => sum + visits.length, 0);
  return { paper: daySheetPaper([sheet]), count };
}

async function makeCallList(
  store: DeskHost['engine']['store'],
  { branchId }: Extract<PaperAsk, { kind: 'call-list-file' }>,
  { organisationId, own, nowMs }: At,
): Promise<Made> {
  const branch = await store.read((db) => loadRecord(db, organisationId, 'branch', branchId));
  if (branch === null) return null;
  const of = { branchId, doctorId: own, nowMs, filter: 'to-call' as const };
  const { lines } = await store.read((db) => loadMessages(db, organisationId, of));
  const names = await store.read((db) => loadDoctorNames(db, organisationId));
  const day = dayAt(knownTimeZone(branch.timeZone), nowMs);
  const paper = callListPaper(lines, {
    ...branch,
    day,
    nowMs,
    doctorOf: (id) => names.get(id) ?? '',
  });
  return { paper, count: lines.length };
}
