import { derivedId } from '../../core/ids.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToIso } from '../../time/iso-instant.ts';
import { serviceTypeOf } from './service-type.ts';
import { SLOT_EXTENSIONS } from './slot-extensions.ts';

/** A time that somebody can be booked in, and how many still can. */
export interface OpenSlot extends Interval {
  readonly id: string;
  readonly sessionId: string;
  readonly doctorId: string;
  readonly places: number;
  /** What it is for; none for whatever the doctor does. */
  readonly serviceIds: readonly string[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is published: the open times of doctors at a branch. */
export interface Published {
  readonly branch: Named;
  readonly doctors: readonly (Named & { readonly services: readonly Named[] })[];
  readonly slots: readonly OpenSlot[];
  /** By which one books; empty where nobody said. */
  readonly phone: string;
  /** The folder on the web that the files will lie in; empty names them as they lie together. */
  readonly address: string;
  readonly nowMs: number;
}

/** The files of one publication, by name. */
export interface SmartFile {
  readonly name: string;
  readonly lines: readonly string[];
}

const MANIFEST = 'manifest.json';

/**
 * SMART Scheduling Links: a manifest, and a line each for the branch (Location), for each doctor
 * who works there (Schedule), and for each time that can be booked (Slot).
 */
export function smartLinks(published: Published): readonly SmartFile[] {
  const { branch, doctors, slots, phone, nowMs } = published;
  const base = published.address === '' ? '' : `${published.address.replace(/\/+$/, '')}/`;
  const files = [
    { type: 'Location', name: 'locations.ndjson', resources: [toLocation(branch, phone)] },
    {
      ...{ type: 'Schedule', name: 'schedules.ndjson' },
      resources: doctors.map((doctor) => toSchedule(branch, doctor)),
    },
    {
      ...{ type: 'Slot', name: 'slots.ndjson' },
      resources: slots.map((slot) => ({
        ...toSlot(branch, slot, phone),
        ...typesOf(doctors, slot),
      })),
    },
  ];
  const manifest = {
    transactionTime: instantToIso(nowMs),
    request: `${base}${MANIFEST}`,
    output: files.map(({ type, name }) => ({ type, url: `${base}${name}` })),
  };
  return [
    { name: MANIFEST, lines: [JSON.stringify(manifest, null, 2)] },
    ...files.map(({ name, resources }) => ({
      name,
      lines: resources.map((r) => JSON.stringify(r)),
    })),
  ];
}

const toLocation = ({ id, name }: Named, phone: string) => ({
  ...{ resourceType: 'Location', id, name },
  ...(phone === '' ? {} : { telecom: [{ system: 'phone', value: phone }] }),
});

const toSchedule = (branch: Named, { id, name, services }: Published['doctors'][number]) => ({
  ...{ resourceType: 'Schedule', id: scheduleId(branch.id, id) },
  actor: [
    { reference: `Location/${branch.id}`, display: branch.name },
    {
      type: 'Practitioner',
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
      display: name,
    },
  ],
  serviceType: services.map(serviceTypeOf),
});

/** A slot that is for some services alone says so; of any other its schedule does. */
function typesOf(doctors: Published['doctors'], { doctorId, serviceIds }: OpenSlot) {
  const services = doctors.find(({ id }) => id === doctorId)?.services ?? [];
  const named = services.filter(({ id }) => serviceIds.includes(id));
  return named.length === 0 ? {} : { serviceType: named.map(serviceTypeOf) };
}

/** The same whenever it is published. */
const scheduleId = (branchId: string, doctorId: string): string =>
  derivedId(branchId, `schedule:${doctorId}`);

function toSlot({ id: branchId }: Named, slot: OpenSlot, phone: string) {
  const { id, sessionId, doctorId, startMs, endMs, places } = slot;
  return {
    ...{ resourceType: 'Slot', id },
    schedule: { reference: `Schedule/${scheduleId(branchId, doctorId)}` },
    status: 'free',
    ...{ start: instantToIso(startMs), end: instantToIso(endMs) },
    extension: [
      ...(places > 1 ? [{ url: SLOT_EXTENSIONS.capacity, valueInteger: places }] : []),
      ...(phone === '' ? [] : [{ url: SLOT_EXTENSIONS.phone, valueString: phone }]),
      { url: SLOT_EXTENSIONS.session, valueString: sessionId },
    ],
  };
}
