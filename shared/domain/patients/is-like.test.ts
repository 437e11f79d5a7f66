import { expect, test } from 'vitest';
import { isLike } from './is-like.ts';

const MEERA = { name: 'Meera Iyer', birthDate: '1980-05-17', phone: '+91 98300 11842' };
const NOBODY = { name: 'Ravi Menon', birthDate: '1971-01-02', phone: '70100 55555' };

test('the same telephone, name, or day of birth with a part of the name may be one person [PM8]', () => {
  expect(isLike(MEERA, { ...NOBODY, phone: '098300-11842' })).toBe(true);
  expect(isLike(MEERA, { ...NOBODY, name: 'ÍYER, Meera', birthDate: null })).toBe(true);
  expect(isLike(MEERA, { ...NOBODY, name: 'M. Iyer', birthDate: MEERA.birthDate })).toBe(true);
});

test('two of one name who were born on other days, or share a day alone, are two [PM8]', () => {
  expect(isLike(MEERA, { ...NOBODY, name: MEERA.name })).toBe(false);
  expect(isLike(MEERA, { ...NOBODY, birthDate: MEERA.birthDate })).toBe(false);
  expect(isLike({ ...MEERA, phone: '112' }, { ...NOBODY, phone: '112' })).toBe(false);
  expect(isLike({ ...MEERA, name: '' }, { ...NOBODY, name: '' })).toBe(false);
});
