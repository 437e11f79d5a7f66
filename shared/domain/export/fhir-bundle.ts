import type { Interval } from '../../time/interval.ts';
import { instantToIso } from '../../time/iso-instant.ts';
import { serviceTypeOf } from './service-type.ts';
import { SLOT_EXTENSIONS } from './slot-extensions.ts';

/** A slot of a doctor, as far as others may plan with it. */
export interface FhirSlot extends Interval {
  readonly id: string;
  readonly sessionId: string;
  readonly doctorId: string;
  readonly doctor: string;
  /** Empty if none was said. */
  readonly room: string;
  /** What it is for; none for whatever the doctor does. */
  readonly serviceTypes: readonly { readonly id: string; readonly name: string }[];
  /** Who has patients in it as well, as far as the session names somebody. */
  readonly sharedWithId: string | null;
  readonly sharedWith: string;
  readonly isClosed: boolean;
  /** How many more can be booked there, but for what closes it. */
  readonly places: number;
}

/**
 * Slots as a collection of FHIR R4: a Schedule for each session and its Slots, which say whether
 * they are free and nothing about patients.
 */
export function fhirBundle(slots: readonly FhirSlot[]): object {
  const bySession = Map.groupBy(slots, (slot) => slot.sessionId);
  const schedules = [...bySession].map(([id, ofSession]) => toSchedule(id, ofSession));
  const resources = [...schedules, ...slots.map(toSlot)];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  };
}

function toSchedule(id: string, slots: readonly FhirSlot[]) {
  const [first] = slots;
  const endMs = Math.max(...slots.map((slot) => slot.endMs));
  const sharer = first?.sharedWithId ? practitioner(first.sharedWithId, first.sharedWith) : null;
  return {
    ...{ resourceType: 'Schedule', id, active: true },
    actor: [
      practitioner(first?.doctorId ?? '', first?.doctor ?? ''),
      ...(first?.room ? [{ type: 'Location', display: first.room }] : []),
    ],
    ...typesOf(first?.serviceTypes ?? []),
    ...(sharer ? { extension: [{ url: SLOT_EXTENSIONS.sharedWith, valueReference: sharer }] } : {}),
    planningHorizon: { start: instantToIso(first?.startMs ?? 0), end: instantToIso(endMs) },
  };
}

const typesOf = (services: FhirSlot['serviceTypes']) =>
  services.length === 0 ? {} : { serviceType: services.map(serviceTypeOf) };

const practitioner = (id: string, display: string) => ({
  type: 'Practitioner',
  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
  display,
});

const toSlot = ({ id, sessionId, startMs, endMs, isClosed, places, ...slot }: FhirSlot) => ({
  ...{ resourceType: 'Slot', id, schedule: { reference: `urn:uuid:${sessionId}` } },
  ...typesOf(slot.serviceTypes),
  status: places < 1 ? 'busy' : isClosed ? 'busy-unavailable' : 'free',
  ...{ start: instantToIso(startMs), end: instantToIso(endMs) },
  ...(places > 1 ? { extension: [{ url: SLOT_EXTENSIONS.capacity, valueInteger: places }] } : {}),
});
