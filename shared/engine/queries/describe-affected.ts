import type { Appointment } from '../../model/appointment.ts';
import type { Affected } from '../../wire/desk/absences.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadPersons } from './load-persons.ts';

const SHOWN_MAX = 100;

/** Appointments for a person to look at: how many there are, and the first with their names. */
export async function describeAffected(
  db: ReadDb,
  organisationId: string,
  appointments: readonly Appointment[],
): Promise<Affected> {
  const shown = appointments.slice(0, SHOWN_MAX);
  const ids = shown.map(({ patientId }) => patientId);
  const byId = await loadPersons(db, organisationId, ids);
  const first = shown.map(({ id, startMs, endMs, patientId }) => {
    const { name = '', phone = null } = byId.get(patientId) ?? {};
    return { appointmentId: id, startMs, endMs, patientName: name, patientPhone: phone };
  });
  return { count: appointments.length, first };
}
