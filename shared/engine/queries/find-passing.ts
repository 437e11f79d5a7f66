import { decideTime } from '../../domain/appointments/decide-time.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecord } from './load-record.ts';
import { loadSharers } from './load-sharers.ts';
import { loadTimeFacts } from './load-time-facts.ts';

/**
 * Which of these visits would pass to the other doctor who shares their time, if their own were away:
 * those that are with either, where the other one is free and does the service.
 */
export async function findPassing(
  db: ReadDb,
  organisationId: string,
  visits: readonly Appointment[],
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const passing = new Set<string>();
  for (const visit of visits.filter(({ withEither }) => withEither)) {
    for (const doctorId of await loadSharers(db, organisationId, visit)) {
      if (await couldHave(db, organisationId, { ...visit, doctorId }, nowMs)) passing.add(visit.id);
    }
  }
  return passing;
}

async function couldHave(
  db: ReadDb,
  organisationId: string,
  visit: Appointment,
  nowMs: number,
): Promise<boolean> {
  const service = await loadRecord(db, organisationId, 'service', visit.serviceId);
  if (service && serviceMinutes(service, visit.doctorId) === null) return false;
  const overbook = visit.overbookReason !== null;
  const wish = { ...visit, appointmentId: visit.id, holdId: null, overbook };
  const facts = await loadTimeFacts(db, organisationId, wish);
  return facts !== null && decideTime(facts, wish, { nowMs, replica: '' }).ok;
}
