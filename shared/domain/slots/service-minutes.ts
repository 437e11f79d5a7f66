import type { Service } from '../../model/service.ts';

type Doing = Pick<Service, 'durationMin' | 'overrides'>;

/** How long a visit for the service takes with this doctor, in minutes; null if it is not offered. */
export function serviceMinutes(service: Doing, doctorId: string | null): number | null {
  const own = service.overrides.find((override) => override.doctorId === doctorId);
  return own ? own.durationMin : service.durationMin;
}
