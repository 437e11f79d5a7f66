import { isNearActor } from '../../../shared/domain/access/is-near-actor.ts';
import { loadAttendance } from '../../../shared/engine/queries/load-attendance.ts';
import { loadMergePreview } from '../../../shared/engine/queries/load-merge-preview.ts';
import { loadPatient } from '../../../shared/engine/queries/load-patient.ts';
import { loadPatientHistory } from '../../../shared/engine/queries/load-patient-history.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import { loadRecordStory } from '../../../shared/engine/trail/load-record-story.ts';
import { noteView } from '../../../shared/engine/trail/note-view.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

export type PatientAsk = Extract<
  Ask,
  {
    readonly kind:
      | 'patient'
      | 'attendance'
      | 'patient-history'
      | 'appointment-story'
      | 'merge-preview';
  }
>;

/** Who looks, when, and of which branches. */
interface PatientLook {
  readonly actor: Actor;
  readonly nowMs: number;
  readonly near?: NearBranches;
}

/**
 * What is kept of a patient, or of a visit; that somebody looked stands in the audit trail. The
 * marks of an attendance come with each booking, and say no more than that.
 */
export async function answerPatients(
  store: Store,
  organisationId: string,
  ask: PatientAsk,
  { actor, nowMs, near }: PatientLook,
): Promise<AnswerOf<PatientAsk>> {
  if (ask.kind === 'patient') {
    const patient = await store.read((db) => loadPatient(db, organisationId, ask.patientId, near));
    if (patient) await noteView(store, organisationId, actor, { patientId: patient.id, nowMs });
    return patient;
  }
  if (ask.kind === 'attendance') {
    return store.read((db) => loadAttendance(db, organisationId, ask.patientId));
  }
  if (ask.kind === 'merge-preview') {
    const { patientId, survivorId } = ask;
    const wish = { patientId, survivorId, nowMs };
    const shown = await store.read((db) => loadMergePreview(db, organisationId, wish, near));
    for (const id of shown ? [patientId, survivorId] : []) {
      await noteView(store, organisationId, actor, { patientId: id, nowMs });
    }
    return shown;
  }
  if (ask.kind === 'patient-history') {
    const { patientId, before } = ask;
    if (before === null) await noteView(store, organisationId, actor, { patientId, nowMs });
    // Doctors keep to their own book.
    const doctorId = actor.role === 'doctor' ? actor.doctorId : null;
    const wish = { patientId, doctorId, before };
    return store.read((db) => loadPatientHistory(db, organisationId, wish));
  }
  const { appointmentId } = ask;
  const visit = await store.read((db) =>
    loadRecord(db, organisationId, 'appointment', appointmentId),
  );
  if (visit === null || !isNearActor(actor, visit.branchId)) return { entries: [], names: {} };
  await noteView(store, organisationId, actor, { patientId: visit.patientId, nowMs });
  return store.read((db) => loadRecordStory(db, organisationId, appointmentId));
}
