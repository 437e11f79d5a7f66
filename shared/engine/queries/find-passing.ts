import { decideTime } from '../../domain/appointments/decide-time.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Session } from '../../model/session.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import type { Passing } from '../../wire/desk/absences.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecord } from './load-record.ts';
import { loadSharers } from './load-sharers.ts';
import { loadTimeFacts } from './load-time-facts.ts';

/** So many are looked at by themselves; of more it is asked what becomes of them. */
const LOOKED_AT_MAX = 500;

/** Working time that is there no more either, and to which nobody passes. */
type Going = Interval & Pick<Session, 'doctorId'>;

/**
 * Which of these visits would pass to the other doctor who shares their time, if theirs had it no more,
 * and to whom: those that are with either, where the other one is free and does the service. Of two at
 * one time it is the first alone.
 */
export async function findPassing(
  db: ReadDb,
  organisationId: string,
  visits: readonly Appointment[],
  { nowMs, going = [] }: { readonly nowMs: number; readonly going?: readonly Going[] },
): Promise<ReadonlyMap<string, string>> {
  const passing = new Map<string, string>();
  const taken: Going[] = [...going];
  const withEither = visits.filter((one) => one.withEither).slice(0, LOOKED_AT_MAX);
  for (const visit of withEither) {
    for (const doctorId of await loadSharers(db, organisationId, visit)) {
      if (taken.some((one) => one.doctorId === doctorId && overlaps(one, visit))) continue;
      if (!(await couldHave(db, organisationId, { ...visit, doctorId }, nowMs))) continue;
      passing.set(visit.id, doctorId);
      taken.push({ ...visit, doctorId });
      break;
    }
  }
  return passing;
}

/** How many pass to each doctor. */
export function countPassing(doctorIds: Iterable<string>): readonly Passing[] {
  const byDoctor = Map.groupBy(doctorIds, (doctorId) => doctorId);
  return [...byDoctor].map(([doctorId, those]) => ({ doctorId, count: those.length }));
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
