import { loadPatient } from '../../../shared/engine/queries/load-patient.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import { loadAppointmentStory } from '../../../shared/engine/trail/load-appointment-story.ts';
import { noteView } from '../../../shared/engine/trail/note-view.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

type PatientAsk = Extract<Ask, { readonly kind: 'patient' | 'appointment-story' }>;

/** What is kept of a patient, or of a visit; that somebody looked stands in the audit trail. */
export async function answerPatients(
  store: Store,
  organisationId: string,
  ask: PatientAsk,
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Promise<AnswerOf<PatientAsk>> {
  if (ask.kind === 'patient') {
    const patient = await store.read((db) => loadPatient(db, organisationId, ask.patientId));
    if (patient) await noteView(store, organisationId, actor, { patientId: patient.id, nowMs });
    return patient;
  }
  const { appointmentId } = ask;
  const visit = await store.read((db) =>
    loadRecord(db, organisationId, 'appointment', appointmentId),
  );
  if (visit === null) return { entries: [], names: {} };
  await noteView(store, organisationId, actor, { patientId: visit.patientId, nowMs });
  return store.read((db) => loadAppointmentStory(db, organisationId, appointmentId));
}
