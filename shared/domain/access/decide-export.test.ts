import { expect, test } from 'vitest';
import type { Actor, Role } from '../../model/user.ts';
import { decideExport } from './decide-export.ts';

const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...{ userId: 'u', name: 'Someone', role, doctorId: null, branchIds: [], desk: 'Desk' },
  ...more,
});
const wish = { branchId: 'here', doctorId: null, namesPatients: false };
const named = { ...wish, namesPatients: true };

test.each([
  ['an administrator, with names', actor('admin'), named, 'ok'],
  ['a manager of the branch, with names', actor('manager', { branchIds: ['here'] }), named, 'ok'],
  ['a manager of another', actor('manager', { branchIds: ['there'] }), wish, 'not-permitted'],
  ['a front desk', actor('front-desk', { branchIds: ['here'] }), wish, 'ok'],
  ['a front desk, with names', actor('front-desk'), named, 'names-not-permitted'],
  ['a front desk of another', actor('front-desk', { branchIds: ['there'] }), wish, 'not-permitted'],
  ['a doctor, of all doctors', actor('doctor', { doctorId: 'self' }), wish, 'not-permitted'],
  [
    'a doctor, of another',
    actor('doctor', { doctorId: 'self' }),
    { ...wish, doctorId: 'other' },
    'not-permitted',
  ],
  [
    'a doctor, of their own book, with names',
    actor('doctor', { doctorId: 'self', branchIds: ['there'] }),
    { ...named, doctorId: 'self' },
    'ok',
  ],
  ['a doctor who is none', actor('doctor'), wish, 'not-permitted'],
] as const)('a file for %s [EX1]', (_, who, what, answer) => {
  const decided = decideExport(who, what);
  expect(decided.ok ? 'ok' : decided.error.kind).toBe(answer);
});
