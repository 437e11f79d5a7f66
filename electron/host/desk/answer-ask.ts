import { findPatients } from '../../../shared/engine/queries/find-patients.ts';
import { loadAppointmentStory } from '../../../shared/engine/queries/load-appointment-story.ts';
import { loadFreeTimes } from '../../../shared/engine/queries/load-free-times.ts';
import { loadPatient } from '../../../shared/engine/queries/load-patient.ts';
import { loadPrivateNote } from '../../../shared/engine/queries/load-private-note.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import { answerAbsences } from './answer-absences.ts';
import { answerBackups, type BackupProgress } from './answer-backups.ts';
import { exportCarried, importCarried } from './answer-carry.ts';
import { answerDaySheets } from './answer-day-sheets.ts';
import { answerDevices } from './answer-devices.ts';
import { answerExport } from './answer-export.ts';
import { answerRules } from './answer-rules.ts';
import { answerSecurity } from './answer-security.ts';
import { answerTemplates } from './answer-templates.ts';
import { answerVisits, isVisitsAsk } from './answer-visits.ts';
import { answerWorkingTime } from './answer-working-time.ts';
import type { DeskHost, OpenBook } from './desk-host.ts';
import type { ImportProgress } from './import-jobs.ts';
import { hashPassword } from './password.ts';

/** What is over is not free any more. */
const fromNow = <A extends { readonly fromMs: number }>(ask: A, nowMs: number) => ({
  ...ask,
  ...{ nowMs, fromMs: Math.max(ask.fromMs, nowMs) },
});

/** Answers a question of someone who is signed in. */
export async function answerAsk(
  host: DeskHost,
  book: OpenBook,
  ask: Ask,
  asking: {
    readonly actor: Actor;
    readonly report: (progress: ImportProgress | BackupProgress) => void;
  },
): Promise<AnswerOf<Ask>> {
  const { engine, clock } = host;
  const { organisationId, sync, imports } = book;
  const read = <T>(run: (db: ReadDb) => Promise<T>): Promise<T> => engine.store.read(run);
  if (isVisitsAsk(ask)) return answerVisits(host, organisationId, ask, asking.actor);
  switch (ask.kind) {
    case 'find-patients':
      return read((db) => findPatients(db, organisationId, { ...ask, nowMs: clock.nowMs() }));
    case 'patient':
      return read((db) => loadPatient(db, organisationId, ask.patientId));
    case 'free-times':
      return read((db) => loadFreeTimes(db, organisationId, fromNow(ask, clock.nowMs())));
    case 'appointment-story':
      return read((db) => loadAppointmentStory(db, organisationId, ask.appointmentId));
    case 'private-note':
      return read((db) => loadPrivateNote(db, organisationId, asking.actor.userId, ask.about));
    case 'day-sheets':
    case 'set-day-sheets':
      return answerDaySheets(book, ask, asking.actor);
    case 'times-off':
    case 'holiday-places':
    case 'public-holidays':
    case 'affected':
      return read((db) => answerAbsences(db, organisationId, ask, clock.nowMs()));
    case 'session-change':
    case 'many-sessions-change':
    case 'week-hours':
    case 'found-conflicts':
      return read((db) => answerWorkingTime(db, organisationId, ask, clock.nowMs()));
    case 'templates':
    case 'rotations':
    case 'book-days':
    case 'applying':
      return answerTemplates(host, organisationId, ask);
    case 'rules':
    case 'try-rule':
      return read((db) => answerRules(db, organisationId, ask, clock.nowMs()));
    case 'export':
      return answerExport(engine, organisationId, ask, asking.actor);
    case 'sync-now':
      return sync.now().then(() => null);
    case 'carry-export':
    case 'carry-import':
      return ask.kind === 'carry-export' ? exportCarried(sync) : importCarried(sync, ask.base64);
    case 'join-again':
      return sync.joinAgain(ask.code);
    case 'make-code':
    case 'retire-device':
      return answerDevices(host, book, ask, asking.actor);
    case 'hash-password':
      return hashPassword(ask.password);
    case 'desk-security':
    case 'set-pin':
    case 'set-idle-lock':
      return answerSecurity(host, organisationId, ask, asking.actor);
    case 'backups':
    case 'make-backup':
    case 'restore-backup':
      return answerBackups(host.backups, ask, asking);
    default:
      return imports.answer(asking.actor, ask, asking.report);
  }
}
