import { expect, test } from 'vitest';
import type { Peer } from '../../../shared/model/handover.ts';
import type { ReplicaInfo } from '../../../shared/wire/desk/down.ts';
import { hasHeir, listDevices, RETIRED_SHOWN_MAX } from './list-devices.ts';

const own: ReplicaInfo = {
  ...{ replica: 'salt-lake.1', name: 'Salt Lake', kind: 'branch', branchId: 'b1', doctorId: null },
  organisationName: 'Lakeside Clinics',
};
const peer = (replica: string, changes: Partial<Peer> = {}): Peer => ({
  ...{ id: replica, replica, name: replica, kind: 'branch', branchId: 'b1', doctorId: null },
  ...{ retired: false, heardMs: 1000 },
  ...changes,
});

test('a computer that works alone, or that central has not told of yet, is in its own list', () => {
  expect(listDevices([], own)).toEqual({
    inService: [expect.objectContaining({ replica: 'salt-lake.1', heardMs: null, isThis: true })],
    retired: [],
    retiredMore: 0,
  });
  const told = listDevices([peer('salt-lake.1'), peer('a.1')], own);
  expect(told.inService.map(({ replica, isThis }) => [replica, isThis])).toEqual([
    ['a.1', false],
    ['salt-lake.1', true],
  ]);
  expect(listDevices([], null).inService).toEqual([]);
});

test('of many computers out of service the ones heard last are listed, and the others counted', () => {
  const gone = Array.from({ length: RETIRED_SHOWN_MAX + 3 }, (_, i) =>
    peer(`old.${i}`, { retired: true, heardMs: i }),
  );
  const { inService, retired, retiredMore } = listDevices(gone, own);
  expect(inService).toHaveLength(1);
  expect(retired).toHaveLength(RETIRED_SHOWN_MAX);
  expect(retired[0]?.replica).toBe(`old.${RETIRED_SHOWN_MAX + 2}`);
  expect(retiredMore).toBe(3);
});

test('what a computer leaves goes to another of its branch that is in service, if there is one', () => {
  const leaving = peer('salt-lake.2');
  const heirTo = (...peers: readonly Peer[]) => {
    const devices = listDevices([leaving, ...peers], { ...own, branchId: 'b2' });
    const found = devices.inService.find(({ replica }) => replica === leaving.replica);
    return found !== undefined && hasHeir(found, devices);
  };
  expect(heirTo()).toBe(false);
  expect(heirTo(peer('x.1', { retired: true }))).toBe(false);
  expect(heirTo(peer('x.1', { branchId: 'b3' }))).toBe(false);
  expect(heirTo(peer('x.1', { kind: 'doctor', branchId: null, doctorId: 'd1' }))).toBe(false);
  expect(heirTo(peer('x.1'))).toBe(true);
});
