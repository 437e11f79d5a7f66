import { err, ok, type Result } from '../../core/result.ts';
import type { Service } from '../../model/service.ts';
import type { ServiceMeanings } from '../../model/service-meaning.ts';
import { serviceMinutes } from '../slots/service-minutes.ts';
import type { VisitRow } from './read-visit-row.ts';
import { spelt } from './spelt.ts';

/** What the names of a file can stand for, and what stands for those that it leaves out. */
export interface VisitPlace {
  readonly doctors: readonly { readonly id: string; readonly name: string }[];
  readonly services: readonly Service[];
  readonly doctorId: string | null;
  readonly serviceId: string | null;
  /** What services that are called otherwise here stand for; null is for what the file leaves out. */
  readonly meanings: ServiceMeanings;
}

export interface VisitTime {
  readonly doctorId: string;
  readonly serviceId: string;
  readonly endMs: number;
}

const MINUTE_MS = 60_000;

/** With whom an appointment of a file is, for what, and until when. */
export function resolveVisit(
  row: Pick<VisitRow, 'doctor' | 'service' | 'startMs' | 'endMs'>,
  place: VisitPlace,
): Result<VisitTime, 'unknown-doctor' | 'unknown-service'> {
  const doctorId = row.doctor === '' ? place.doctorId : idOf(row.doctor, place.doctors);
  if (doctorId === null) return err('unknown-doctor');
  const serviceId = serviceOf(row.service, place);
  const service = place.services.find(({ id }) => id === serviceId);
  if (!service) return err('unknown-service');
  const minutes = serviceMinutes(service, doctorId) ?? service.durationMin;
  const endMs = row.endMs ?? row.startMs + minutes * MINUTE_MS;
  return ok({ doctorId, serviceId: service.id, endMs });
}

function serviceOf(called: string, { services, serviceId, meanings }: VisitPlace): string | null {
  if (called === '') return serviceId;
  const ours = idOf(called, services);
  const meaning = meanings.find(({ name }) => spelt(name) === spelt(called));
  return ours !== null || !meaning ? ours : (meaning.serviceId ?? serviceId);
}

/** By its name, if one alone has it. */
export function idOf(
  text: string,
  named: readonly { readonly id: string; readonly name: string }[],
): string | null {
  const found = named.filter(({ name }) => spelt(name) === spelt(text));
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}
