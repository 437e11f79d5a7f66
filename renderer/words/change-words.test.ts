import { expect, test } from 'vitest';
import { changedFields, changedRecord } from './change-words.ts';
import { instantWords } from './instant-words.ts';

const say = instantWords('Asia/Kolkata');
const PATIENT = '00000000-0000-7000-8000-0000000000a1';
const VISIT = '00000000-0000-7000-8000-000000000002';
const names = { [PATIENT]: 'Ravi Menon', [VISIT]: 'Ravi Menon' };
const change = { kind: 'appointment', id: VISIT, before: null, after: null };

test('a record is told by its kind and name, or by its kind', () => {
  expect(changedRecord(change, names)).toBe('Appointment Ravi Menon');
  expect(changedRecord({ ...change, kind: 'appUser', id: PATIENT }, {})).toBe('Account');
});

test('a new record tells what it has, and nothing of what it has not', () => {
  const after = {
    ...{ patientId: PATIENT, startMs: Date.UTC(2026, 2, 2, 4, 30), note: '', emergency: false },
    ...{ cancelReason: null, tags: [], madeBy: 'salt-lake.1', slotMin: 15, opensMin: 545 },
  };
  expect(changedFields({ ...change, after }, names, say)).toEqual([
    { field: 'Patient', before: null, after: 'Ravi Menon' },
    { field: 'Start', before: null, after: 'Mon 2 Mar, 10:00' },
    { field: 'Slot', before: null, after: '15 min' },
    { field: 'Opens', before: null, after: '9:05' },
  ]);
});

test('a change tells each field as it was and as it is', () => {
  const before = { status: 'booked', tags: ['VIP'], deleted: false, cancelReason: null };
  const after = { status: 'cancelled', tags: [], deleted: true, cancelReason: 'x'.repeat(500) };
  expect(changedFields({ ...change, before, after }, names, say)).toEqual([
    { field: 'Status', before: 'booked', after: 'cancelled' },
    { field: 'Tags', before: 'VIP', after: '–' },
    { field: 'Deleted', before: 'no', after: 'yes' },
    { field: 'Cancel reason', before: '–', after: `${'x'.repeat(160)}…` },
  ]);
});
