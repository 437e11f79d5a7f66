import type { Peer } from '../../../shared/model/handover.ts';
import type { ReplicaInfo } from '../../../shared/wire/desk/down.ts';

/** A computer as the screen lists it; `heardMs` is null while central has not told of it. */
export interface Device
  extends Pick<Peer, 'replica' | 'name' | 'kind' | 'branchId' | 'doctorId' | 'retired'> {
  readonly heardMs: number | null;
  readonly isThis: boolean;
}

/** Of computers out of service, the ones heard last. */
export const RETIRED_SHOWN_MAX = 20;

export interface Devices {
  readonly inService: readonly Device[];
  readonly retired: readonly Device[];
  /** How many more are out of service. */
  readonly retiredMore: number;
}

/** Every computer that central told of, and this one, also where central has not told of it. */
export function listDevices(peers: Iterable<Peer>, own: ReplicaInfo | null): Devices {
  const told = [...peers].map(
    (peer): Device => ({ ...peer, isThis: peer.replica === own?.replica }),
  );
  const isTold = told.some(({ isThis }) => isThis);
  const all: Device[] =
    own === null || own.kind === 'central' || isTold
      ? told
      : [...told, { ...own, kind: own.kind, heardMs: null, retired: false, isThis: true }];
  const retired = all
    .filter((device) => device.retired)
    .toSorted((a, b) => (b.heardMs ?? 0) - (a.heardMs ?? 0) || byName(a, b));
  return {
    inService: all.filter((device) => !device.retired).toSorted(byName),
    retired: retired.slice(0, RETIRED_SHOWN_MAX),
    retiredMore: Math.max(0, retired.length - RETIRED_SHOWN_MAX),
  };
}

const byName = (a: Device, b: Device): number =>
  a.name.localeCompare(b.name, 'en') || a.replica.localeCompare(b.replica, 'en');

/** Whether another computer of the branch is there to take over what this one leaves. */
export const hasHeir = (device: Device, { inService }: Devices): boolean =>
  inService.some(
    (other) =>
      other.kind === 'branch' &&
      other.branchId === device.branchId &&
      other.replica !== device.replica,
  );
