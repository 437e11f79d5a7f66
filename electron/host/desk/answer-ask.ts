import { decideSight } from '../../../shared/domain/access/decide-sight.ts';
import { isNearActor } from '../../../shared/domain/access/is-near-actor.ts';
import { loadAlerts } from '../../../shared/engine/alerts/load-alerts.ts';
import { findPatients } from '../../../shared/engine/queries/find-patients.ts';
import { loadFreeTimes } from '../../../shared/engine/queries/load-free-times.ts';
import { loadOpenings } from '../../../shared/engine/queries/load-openings.ts';
import { loadPrivateNote } from '../../../shared/engine/queries/load-private-note.ts';
import { loadSuggestions } from '../../../shared/engine/queries/load-suggestions.ts';
import { loadVisitTimes } from '../../../shared/engine/queries/load-visit-times.ts';
import { loadWalkInTime } from '../../../shared/engine/queries/load-walk-in-time.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import { answerAbsences } from './answer-absences.ts';
import { answerBackups, type BackupProgress } from './answer-backups.ts';
import { answerBranch, type BranchAsk } from './answer-branch.ts';
import { exportCarried, importCarried } from './answer-carry.ts';
import { answerCourses, type CourseAsk } from './answer-courses.ts';
import { answerDaySheets } from './answer-day-sheets.ts';
import { answerDevices } from './answer-devices.ts';
import { answerExport } from './answer-export.ts';
import { answerNear } from './answer-near.ts';
import { answerPaper } from './answer-paper.ts';
import { answerPatients, type PatientAsk } from './answer-patients.ts';
import { answerReports, type ReportAsk } from './answer-reports.ts';
import { answerRules } from './answer-rules.ts';
import { answerSecurity } from './answer-security.ts';
import { answerStory } from './answer-story.ts';
import { answerTemplates } from './answer-templates.ts';
import { answerTrail } from './answer-trail.ts';
import { answerWorkingTime } from './answer-working-time.ts';
import type { DeskHost, OpenBook } from './desk-host.ts';
import type { ImportAsk, ImportProgress } from './import-jobs.ts';
import { hashPassword } from './password.ts';

/** A question, with whom and what it is asked of. */
interface Question<A extends Ask> {
  readonly ask: A;
  readonly host: DeskHost;
  readonly book: OpenBook;
  readonly organisationId: string;
  readonly nowMs: number;
  readonly actor: Actor;
  /** The branches they are held to, where the book of several is looked at; null: none. */
  readonly near: NearBranches;
  /** Told now and then of what takes its time. */
  readonly report: (progress: ImportProgress | BackupProgress) => void;
}
type Of<K extends Ask['kind']> = Extract<Ask, { readonly kind: K }>;
type Answered = Promise<AnswerOf<Ask>> | AnswerOf<Ask>;
type Answerer<A extends Ask> = (question: Question<A>) => Answered;

/** Answers a question of someone who is signed in. */
export async function answerAsk(
  host: DeskHost,
  book: OpenBook,
  ask: Ask,
  asking: Pick<Question<never>, 'actor' | 'report' | 'near'>,
): Promise<AnswerOf<Ask>> {
  // TypeScript cannot follow which of the functions a kind picks.
  const answer = ANSWERERS[ask.kind] as Answerer<Ask>;
  const { organisationId } = book;
  return answer({ ask, host, book, organisationId, nowMs: host.clock.nowMs(), ...asking });
}

/** What is answered by a look at the book. */
const looking =
  <A extends Ask>(look: (db: ReadDb, question: Question<A>) => Answered): Answerer<A> =>
  (question) =>
    question.host.engine.store.read(async (db) => look(db, question));

const ofWorkingTime = looking<
  Of<'session-change' | 'many-sessions-change' | 'week-hours' | 'found-conflicts'>
>((db, { organisationId, ask, ...asking }) => answerWorkingTime(db, organisationId, ask, asking));
const ofAbsences = looking<Of<'times-off' | 'holiday-places' | 'public-holidays' | 'affected'>>(
  (db, { organisationId, ask, ...asking }) => answerAbsences(db, organisationId, ask, asking),
);
const ofRules = looking<Of<'rules' | 'try-rule'>>((db, { organisationId, ask, ...asking }) =>
  answerRules(db, organisationId, ask, asking),
);
const ofDaySheets: Answerer<Of<'day-sheets' | 'set-day-sheets'>> = ({ book, ask, actor }) =>
  answerDaySheets(book, ask, actor);
const ofVisits: Answerer<BranchAsk> = (question) =>
  answerBranch(question.host, question.organisationId, question.ask, question.actor);
const ofPaper: Answerer<Of<'day-sheet-file' | 'call-list-file'>> = (question) =>
  answerPaper(question.host, question.organisationId, question.ask, question.actor);
const ofCourses: Answerer<CourseAsk> = ({ host, organisationId, ask, ...asking }) =>
  answerCourses(host.engine.store, organisationId, ask, asking);
const ofTemplates: Answerer<Of<'templates' | 'rotations' | 'book-days' | 'applying'>> = ({
  host,
  organisationId,
  ask,
  near,
}) => answerTemplates(host, organisationId, ask, near);
const ofTrail: Answerer<Of<'trail' | 'trail-file' | 'check-trail' | 'kept-trails'>> = ({
  host,
  organisationId,
  ask,
  actor,
  near,
}) =>
  answerTrail(host.engine.store, organisationId, ask, actor, {
    ...{ near, backups: () => host.backups?.list() ?? [] },
  });
const ofReports: Answerer<ReportAsk> = ({ host, organisationId, actor, nowMs, ask }) =>
  answerReports(host.engine.store, { organisationId, actor, nowMs }, ask);
const ofDevices: Answerer<Of<'make-code' | 'retire-device'>> = ({ host, book, ask, actor }) =>
  answerDevices(host, book, ask, actor);
const ofSecurity: Answerer<Of<'desk-security' | 'set-pin' | 'set-idle-lock'>> = (question) =>
  answerSecurity(question.host, question.organisationId, question.ask, question.actor);
const ofBackups: Answerer<Of<'backups' | 'make-backup' | 'restore-backup'>> = (question) =>
  answerBackups(question.host.backups, question.ask, question);
const ofImports: Answerer<ImportAsk> = ({ book, ask, actor, report }) =>
  book.imports.answer(actor, ask, report);

/** Looking at what is kept of a patient is written down. */
const ofPatients: Answerer<PatientAsk> = (question) =>
  answerPatients(question.host.engine.store, question.organisationId, question.ask, question);

const ANSWERERS: { readonly [K in Ask['kind']]: Answerer<Of<K>> } = {
  'find-patients': looking((db, { organisationId, ask, near }) =>
    findPatients(db, organisationId, { ...ask, near }),
  ),
  'visit-times': looking((db, { organisationId, ask, nowMs, near }) =>
    loadVisitTimes(db, organisationId, { ...ask, nowMs, near }),
  ),
  patient: ofPatients,
  attendance: ofPatients,
  'merge-preview': ofPatients,
  'patient-history': ofPatients,
  'appointment-story': ofPatients,
  'free-times': looking((db, { organisationId, ask, nowMs }) =>
    loadFreeTimes(db, organisationId, {
      ...ask,
      nowMs,
      fromMs: Math.max(ask.fromMs, nowMs),
    }),
  ),
  'walk-in-time': looking((db, { organisationId, ask, nowMs }) =>
    loadWalkInTime(db, organisationId, { ...ask, nowMs }),
  ),
  openings: looking((db, { organisationId, ask, actor, nowMs }) =>
    isNearActor(actor, ask.branchId) && actor.role !== 'doctor'
      ? loadOpenings(db, organisationId, ask.branchId, nowMs)
      : { openings: [], more: 0 },
  ),
  suggestions: looking((db, { organisationId, ask, actor, nowMs }) =>
    loadSuggestions(db, organisationId, ask, { actor, nowMs }),
  ),
  repeat: ofCourses,
  'plan-visits': ofCourses,
  course: ofCourses,
  'open-visits': ofVisits,
  'queue-outlook': ofVisits,
  messages: ofVisits,
  delegations: ofVisits,
  'day-sheet': ofVisits,
  'day-sheet-file': ofPaper,
  'call-list-file': ofPaper,
  'private-note': looking((db, { organisationId, ask, actor }) =>
    loadPrivateNote(db, organisationId, actor.userId, ask.about),
  ),
  'times-off': ofAbsences,
  'holiday-places': ofAbsences,
  'public-holidays': ofAbsences,
  affected: ofAbsences,
  'session-change': ofWorkingTime,
  'many-sessions-change': ofWorkingTime,
  'week-hours': ofWorkingTime,
  'found-conflicts': ofWorkingTime,
  templates: ofTemplates,
  rotations: ofTemplates,
  'book-days': ofTemplates,
  applying: ofTemplates,
  alerts: looking((db, { organisationId, ask, actor, nowMs }) =>
    decideSight(actor) === 'none' ? null : loadAlerts(db, organisationId, { ...ask, actor, nowMs }),
  ),
  rules: ofRules,
  'try-rule': ofRules,
  'day-sheets': ofDaySheets,
  'set-day-sheets': ofDaySheets,
  'import-inspect': ofImports,
  'import-dry-run': ofImports,
  'import-apply': ofImports,
  'import-cancel': ofImports,
  'import-fetch': ofImports,
  'import-kept': ofImports,
  'import-kept-read': ofImports,
  'import-kept-pause': ofImports,
  'import-kept-remove': ofImports,
  'import-undo': ofImports,
  imports: ofImports,
  export: ({ host, organisationId, ask, actor }) =>
    answerExport(host.engine, organisationId, ask, actor),
  advice: ofReports,
  report: ofReports,
  'report-visits': ofReports,
  'report-sessions': ofReports,
  'report-walk-ins': ofReports,
  'report-file': ofReports,
  trail: ofTrail,
  'trail-file': ofTrail,
  'check-trail': ofTrail,
  'kept-trails': ofTrail,
  'record-story': ({ host, organisationId, ask, actor, nowMs }) =>
    answerStory(host.engine.store, organisationId, ask, { actor, nowMs }),
  'sync-now': async ({ book }) => {
    await book.sync.now();
    return null;
  },
  near: ({ book, ask, actor }) => answerNear(book, ask, actor),
  'set-near': ({ book, ask, actor }) => answerNear(book, ask, actor),
  'carry-export': ({ book }) => exportCarried(book.sync),
  'carry-import': ({ book, ask }) => importCarried(book.sync, ask.base64),
  'join-again': ({ book, ask }) => book.sync.joinAgain(ask.code),
  'make-code': ofDevices,
  'retire-device': ofDevices,
  'hash-password': ({ ask }) => hashPassword(ask.password),
  'desk-security': ofSecurity,
  'set-pin': ofSecurity,
  'set-idle-lock': ofSecurity,
  backups: ofBackups,
  'make-backup': ofBackups,
  'restore-backup': ofBackups,
};
