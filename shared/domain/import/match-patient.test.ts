import { expect, test } from 'vitest';
import { createPatientMatcher, type KnownPatient, type NamedPatient } from './match-patient.ts';

const person = (id: string, more: Partial<NamedPatient> = {}): KnownPatient => ({
  ...{ id, number: null, name: 'Asha Roy', birthDate: null, phone: null, email: null },
  ...more,
});
const named = (more: Partial<NamedPatient>): NamedPatient => ({
  ...{ number: null, name: '', birthDate: null, phone: null, email: null },
  ...more,
});
const BOOK = [
  person('a', { number: '7', birthDate: '1980-05-17', phone: '+91 98300 11842' }),
  person('b', { name: 'Asha Roy', birthDate: '1991-01-02' }),
  person('c', {
    ...{ name: 'Meera  Iyer', phone: '033 2337 1000', birthDate: '1975-03-03' },
    email: 'm.iyer@example.org',
  }),
  person('d', { name: 'Om Roy', email: 'roy@example.org' }),
  person('e', { name: 'Ria Roy', email: 'Roy@example.org' }),
];
const match = (more: Partial<NamedPatient>, book = BOOK) =>
  createPatientMatcher(book).match(named(more));

test.each([
  ['by number, whatever else is written', { number: '7', name: 'Somebody' }, 'a'],
  [
    'by telephone and birth',
    { phone: '98300-11842', birthDate: '1980-05-17', name: 'A. Roy' },
    'a',
  ],
  ['by e-mail, as one is reached by it alone', { email: 'M.Iyer@example.org', name: 'Mira' }, 'c'],
  ['by e-mail and name, as a family shares it', { email: 'roy@example.org', name: 'Ria Roy' }, 'e'],
  ['by name and birth', { name: 'asha roy', birthDate: '1991-01-02' }, 'b'],
  ['by name alone, where one has it', { name: 'MEERA IYER' }, 'c'],
])('a patient is known %s [IV2]', (_, row, id) => {
  expect(match(row)).toEqual({ kind: 'known', id });
});

test.each([
  ['a name that several have', { name: 'Asha Roy' }, { kind: 'several', count: 2 }],
  ['a name that nobody has', { name: 'Asha Roi' }, { kind: 'new' }],
  ['another birth', { name: 'Meera Iyer', birthDate: '1999-09-09' }, { kind: 'new' }],
  ['another number', { name: 'Asha Roy', number: '8', birthDate: '1980-05-17' }, { kind: 'new' }],
  ['a telephone without a birth', { phone: '033 2337 1000' }, { kind: 'nobody' }],
  ['an e-mail of several', { email: 'roy@example.org', name: '' }, { kind: 'several', count: 2 }],
  [
    'an e-mail of one and the name of another',
    { email: 'm.iyer@example.org', name: 'Om Roy' },
    { kind: 'several', count: 2 },
  ],
  ['nothing', {}, { kind: 'nobody' }],
  ['an unknown number alone', { number: '9' }, { kind: 'nobody' }],
])('%s is not taken for somebody [IV2]', (_, row, outcome) => {
  expect(match(row)).toEqual(outcome);
});

test('whoever is new in one row is known in the next [IV2]', () => {
  const matcher = createPatientMatcher([]);
  const row = named({ name: 'Joya Mitra', phone: '98300 11842' });
  expect(matcher.match(row)).toEqual({ kind: 'new' });
  matcher.add({ ...row, id: 'new' });
  expect(matcher.match(row)).toEqual({ kind: 'known', id: 'new' });
});
