import { expect, test } from 'vitest';
import type { FoundConflict } from '../../../shared/model/found-conflict.ts';
import type { DeskConflict } from '../../../shared/wire/desk/rows.ts';
import { EVERYTHING, isWanted, toEntries, type Wanted } from './entries.ts';

const SESSION = { id: 's', doctorId: 'roy', startMs: 0, endMs: 1, homeReplica: 'a.1' };
const TRAVEL: FoundConflict = {
  ...{ id: 'travel', kind: 'travel', doctorId: 'roy', about: null, canDismiss: true },
  sessions: [{ ...SESSION, branchId: 'salt-lake' }],
  breach: {
    ...{ kind: 'travel', effect: 'warn', doctorId: 'roy', branchId: 'salt-lake', startMs: 0 },
    ...{ endMs: 1, day: '2026-03-02', found: 5, agreed: 30 },
    other: { branchId: 'park-street', startMs: 2, endMs: 3 },
  },
  appointments: 0,
};
const LOST: DeskConflict = {
  ...{ id: 'lost', kind: 'displaced', branchId: 'salt-lake', doctorId: 'das', recordId: 'a' },
  ...{ blockerId: 'b', blockerBranchId: 'howrah', blockerStartMs: 0, blockerEndMs: 1 },
  ...{ reason: 'earlier', offers: [], lost: {}, state: 'open', openedAtMs: 0 },
  ...{ patientId: 'p', assistsId: null, patientName: 'Joya Mitra', startMs: 0, endMs: 1 },
};

const idsOf = (wanted: Partial<Wanted>): readonly string[] =>
  toEntries([LOST], [TRAVEL])
    .filter((entry) => isWanted(entry, { ...EVERYTHING, ...wanted }))
    .map(({ id }) => id);

test('conflicts of all kinds are found by kind, doctor and either branch [CF4]', () => {
  expect(idsOf({})).toEqual(['lost', 'travel']);
  expect(idsOf({ kind: 'travel' })).toEqual(['travel']);
  expect(idsOf({ doctorId: 'das' })).toEqual(['lost']);
  expect(idsOf({ branchId: 'salt-lake' })).toEqual(['lost', 'travel']);
  expect(idsOf({ branchId: 'park-street' })).toEqual(['travel']);
  expect(idsOf({ branchId: 'howrah' })).toEqual(['lost']);
  expect(idsOf({ kind: 'edit' })).toEqual([]);
});
